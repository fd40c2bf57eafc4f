/*
 * gunzip.h - what a gzip file or pipe holds, as a run of bytes.
 *
 * Layer: io.  Owns: its buffers and, once asked for, a thread; the descriptor
 * is the caller's.
 */
#ifndef IO_GUNZIP_H
#define IO_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define GUNZIP_BYTES (128 << 10) /* that many are given at once, or fewer */

struct gunzip;

/* The *why of data that ends within a member; known by its address. */
extern const char gunzip_short[];

/* n bytes have been read, at most GUNZIP_BYTES + 2.  NULL: no memory. */
struct gunzip *gunzip_open(int fd, const void *begun, size_t n);
/*
 * From now on a thread reads and inflates ahead of who asks: for a regular
 * file, which is never waited for.
 */
void gunzip_ahead(struct gunzip *);
/*
 * GUNZIP_BYTES of room: how many came; 0 at the end or by a stop signal; -1
 * with *why, and *failed when it was read(2).
 */
ssize_t gunzip_next(
    struct gunzip *, void *room, const char **why, bool *failed);
bool gunzip_ready(const struct gunzip *); /* the next need not read */
void gunzip_close(struct gunzip *); /* NULL will do */

#endif
