/*
 * x.h - exit statuses, and memory that does not run out.
 *
 * Layer: base.  Ends the program: the x functions, with status 1 and a
 * message, when there is no memory.
 */
#ifndef BASE_X_H
#define BASE_X_H

#include <stddef.h>

/* The contract of every program; the pages list the same. */
enum status {
	STATUS_OK = 0, /* complete */
	STATUS_FAILED = 1, /* input or output failed, or memory ran out */
	STATUS_USAGE = 2, /* the command line is wrong; nothing was tried */
	STATUS_INCOMPLETE = 3, /* sound, but something is known to be missing */
	STATUS_TEMPORARY = 4, /* try later */
	STATUS_REFUSED = 5, /* trying again does not help */
	STATUS_NOTHING = 6, /* nothing matched (only with -e) */
};

/* The one that counts: 1, 2, then the worst of 3 to 5, then 6, then 0. */
int status_worst(int, int);

void *xmalloc(size_t);
void *xcalloc(size_t, size_t);
void *xreallocarray(void *, size_t, size_t);
char *xstrdup(const char *);
/*
 * Room for one more element at the end of a growing array: *cap and the
 * array grow by doubling.  Returns the array.
 */
void *xgrow(void *, size_t n, size_t *cap, size_t size);
/*
 * Zeroed pages of their own, given back to the system by xpages_free: for
 * what is large and filled bit by bit, as only what was touched is taken.
 */
void *xpages(size_t);
void xpages_free(void *, size_t);
/* Memory that will all be used, or at random: large pages, if there are any. */
void xhuge(void *, size_t);

#endif
