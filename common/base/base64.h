/*
 * base64.h - bytes as base64 (RFC 4648, the usual letters, padded).
 *
 * Layer: base.  Owns: nothing.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>

#include "base/buf.h"

void base64_put(struct buf *, const unsigned char *, size_t);
/* False: it is not what base64_put writes; bytes may have been added then. */
bool base64_get(struct buf *, struct str);

#endif
