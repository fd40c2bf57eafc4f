/*
 * inflate.h - gzip members as one run of bytes.
 *
 * Layer: io.  Owns: zlib's state.  Pure: bytes in, bytes out.
 */
#ifndef IO_INFLATE_H
#define IO_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

struct inflate;

struct inflate *inflate_new(void);
/*
 * Take from in[*used..n), give to out: returns how many bytes, and moves
 * *used on.  0 with *used == n: more input is wanted.  *why is set when the
 * data is no gzip or what follows a member is neither another nor zeros.
 */
size_t inflate_run(struct inflate *, const unsigned char *in, size_t n,
    size_t *used, unsigned char *out, size_t room, const char **why);
/* The input may end here: between members. */
bool inflate_whole(const struct inflate *);
void inflate_free(struct inflate *);

#endif
