/*
 * sha1.h - SHA-1 (RFC 3174), and bytes as base64 (RFC 4648): what the
 * handshake of a WebSocket is made of.  No secret rests on it.
 *
 * Layer: base.  Owns: nothing.
 */
#ifndef BASE_SHA1_H
#define BASE_SHA1_H

#include "base/buf.h"

void sha1(unsigned char digest[20], struct str);
void base64_put(struct buf *, const unsigned char *, size_t);

#endif
