/*
 * escape.h - what stands behind a backslash in a JSON string.
 *
 * Layer: json, for its own files.
 */
#ifndef JSON_ESCAPE_H
#define JSON_ESCAPE_H

#include "base/buf.h"
#include "base/str.h"

/* Four hex digits; -1: they are not. */
int escape_hex(const char *p, const char *end);
/* A checked string's own text; put together in buf where it has escapes. */
struct str escape_undo(struct str bare, struct buf *);
/* Two checked strings say the same, whatever their escapes. */
bool escape_same(struct str, struct str);

#endif
