/*
 * sha1.h - SHA-1 (RFC 3174), for the handshake of a WebSocket.  No secret
 * rests on it.
 *
 * Layer: base.  Owns: nothing.
 */
#ifndef BASE_SHA1_H
#define BASE_SHA1_H

#include "base/buf.h"

void sha1(unsigned char digest[20], struct str);

#endif
