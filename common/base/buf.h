/*
 * buf.h - a growing run of bytes.
 *
 * Layer: base.  Owns: its bytes; all zero is an empty buffer.  A pointer into
 * it is valid until the next call that adds.  Running out of memory ends the
 * program (x.h).
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct buf {
	char *s;
	size_t n, cap;
};

void buf_put(struct buf *, const void *, size_t);
void buf_str(struct buf *, struct str);
void buf_puts(struct buf *, const char *);
void buf_putc(struct buf *, char);
void buf_int(struct buf *, int64_t);
void buf_printf(struct buf *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
char *buf_room(struct buf *, size_t); /* at least that many bytes at its end */
void buf_cut(struct buf *, size_t); /* drop that many from the front */
void buf_reset(struct buf *); /* empty, the room kept */
void buf_free(struct buf *);
struct str buf_view(const struct buf *); /* valid until the next change */

#endif
