/*
 * utf8.h - characters and their bytes.
 *
 * Layer: base.  Owns: nothing.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>

#include "base/buf.h"

/* Bytes of the sequence at the front: 1 to 4, or 0 where it is no UTF-8. */
size_t utf8_size(const char *p, const char *end);
bool utf8_valid(struct str); /* all of it is; zero bytes are */
unsigned utf8_get(const char *p, size_t size); /* of such a sequence */
void utf8_put(struct buf *, unsigned);
/* Acts on a terminal, hides, or reorders what is read: controls, C1, bidi and
 * zero-width marks, U+2028/9. */
bool utf8_invisible(unsigned);

#endif
