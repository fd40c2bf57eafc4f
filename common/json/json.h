/*
 * json.h - strict JSON as slices of its own text.
 *
 * Check once at the border, then walk: after json_check the other functions
 * cannot meet a syntax error, allocate nothing and build no tree.  Numbers
 * stay text.
 *
 * Layer: json.  Owns: nothing; every slice is valid as long as the text.
 */
#ifndef JSON_JSON_H
#define JSON_JSON_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

#define JSON_DEPTH 32 /* containers within containers */
#define JSON_DIGITS 40 /* digits of one number, exponent aside */

/*
 * RFC 8259, one value, blanks around it allowed.  Refused besides: depth over
 * JSON_DEPTH, numbers over JSON_DIGITS, a key twice in one object (compared
 * after \u escapes), invalid UTF-8, lone surrogates, NUL.  NULL or why not.
 */
const char *json_check(struct str);

/* What follows takes checked text.  The kind is the first byte: { [ " t f n,
 * or '0' for a number. */
char json_kind(struct str value);
/* Walk "*rest", a whole object or array at first: false at the end. */
bool json_member(struct str *rest, struct str *key, struct str *value);
bool json_element(struct str *rest, struct str *value);
/* A member by key; false when there is none or obj is not an object. */
bool json_get(struct str obj, const char *key, struct str *value);
/* A member's text without quotes, as it stands; empty where not a string. */
struct str json_bare(struct str value);
/* A string decoded and terminated; false: not a string, or too long. */
bool json_text(char *out, size_t room, struct str value);
/* A key as json_member gives it (with quotes) is this name. */
bool json_key_is(struct str key, const char *name);

/* Text as a JSON string.  Controls, C1, bidi and zero-width marks, U+2028/9
 * are written as \u escapes; bytes that are not UTF-8 become U+FFFD. */
void json_put_text(struct buf *, struct str);

#endif
