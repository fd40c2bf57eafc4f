#include "io/gunzip.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/x.h"
#include "io/inflate.h"
#include "io/input.h"
#include "io/stop.h"

#define BLOCKS 8 /* what the thread may be ahead */

/* What one gunzip_next gives. */
struct block {
	unsigned char bytes[GUNZIP_BYTES];
	ssize_t n;
	const char *why;
	bool failed;
};

/*
 * The thread fills blocks[made], the caller empties blocks[given], both
 * counted on and on; the last block of all has n <= 0 and is never emptied.
 */
struct ahead {
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t made_one, given_one;
	size_t made, given;
	bool closing;
	struct block blocks[BLOCKS];
};

struct gunzip {
	int fd;
	struct inflate *state;
	size_t n, used; /* of raw */
	unsigned char raw[GUNZIP_BYTES + 2];
	struct ahead *ahead;
};

struct gunzip *
gunzip_open(int fd, const void *begun, size_t n)
{
	struct gunzip *g = xmalloc(sizeof(*g));

	g->fd = fd;
	g->state = inflate_new();
	g->n = n;
	g->used = 0;
	g->ahead = NULL;
	memcpy(g->raw, begun, n);
	if (g->state != NULL)
		return g;
	free(g);
	return NULL;
}

const char gunzip_short[] = "gzip data is cut short";

/* More of the file; 1, 0 at its end, -1 with *why. */
static int
more(struct gunzip *g, const char **why, bool *failed)
{
	ssize_t got = input_read(g->fd, g->raw, GUNZIP_BYTES, why);

	if (got > 0) {
		g->n = (size_t)got;
		g->used = 0;
		return 1;
	}
	*failed = got < 0;
	if (got == 0 && stop_signal() == 0 && !inflate_whole(g->state)) {
		*why = gunzip_short;
		return -1;
	}
	return (int)got;
}

/* What came before an error is given first; zlib then says it again. */
static ssize_t
next(struct gunzip *g, void *room, const char **why, bool *failed)
{
	size_t n;
	int rc;

	for (;;) {
		if (g->used == g->n && (rc = more(g, why, failed)) <= 0)
			return rc;
		n = inflate_run(
		    g->state, g->raw, g->n, &g->used, room, GUNZIP_BYTES, why);
		if (n > 0) {
			*why = NULL;
			return (ssize_t)n;
		}
		if (*why != NULL)
			return -1;
	}
}

static void *
work(void *gunzip)
{
	struct gunzip *g = gunzip;
	struct ahead *a = g->ahead;
	struct block *b;
	ssize_t n;

	do {
		pthread_mutex_lock(&a->lock);
		while (a->made - a->given == BLOCKS && !a->closing)
			pthread_cond_wait(&a->given_one, &a->lock);
		b = a->closing ? NULL : &a->blocks[a->made % BLOCKS];
		pthread_mutex_unlock(&a->lock);
		if (b == NULL)
			break;
		b->why = NULL;
		b->failed = false;
		n = b->n = next(g, b->bytes, &b->why, &b->failed);
		pthread_mutex_lock(&a->lock);
		a->made++;
		pthread_cond_signal(&a->made_one);
		pthread_mutex_unlock(&a->lock);
	} while (n > 0); /* b is the caller's by now */
	return NULL;
}

void
gunzip_ahead(struct gunzip *g)
{
	struct ahead *a;
	sigset_t all, old;

	if (g->ahead != NULL)
		return;
	a = xmalloc(sizeof(*a));
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->made_one, NULL);
	pthread_cond_init(&a->given_one, NULL);
	a->made = a->given = 0;
	a->closing = false;
	g->ahead = a;
	sigfillset(&all); /* signals are for the thread that answers them */
	pthread_sigmask(SIG_SETMASK, &all, &old);
	if (pthread_create(&a->thread, NULL, work, g) != 0) {
		free(a);
		g->ahead = NULL;
	}
	pthread_sigmask(SIG_SETMASK, &old, NULL);
}

ssize_t
gunzip_next(struct gunzip *g, void *room, const char **why, bool *failed)
{
	struct ahead *a = g->ahead;
	struct block *b;
	ssize_t n;

	if (a == NULL)
		return next(g, room, why, failed);
	pthread_mutex_lock(&a->lock);
	while (a->made == a->given)
		pthread_cond_wait(&a->made_one, &a->lock);
	pthread_mutex_unlock(&a->lock);
	b = &a->blocks[a->given % BLOCKS];
	if ((n = b->n) <= 0) {
		*why = b->why;
		*failed = b->failed;
		return n;
	}
	memcpy(room, b->bytes, (size_t)n);
	pthread_mutex_lock(&a->lock);
	a->given++;
	pthread_cond_signal(&a->given_one);
	pthread_mutex_unlock(&a->lock);
	return n;
}

bool
gunzip_ready(const struct gunzip *g)
{
	return g->ahead == NULL && g->used < g->n;
}

void
gunzip_close(struct gunzip *g)
{
	struct ahead *a;

	if (g == NULL)
		return;
	if ((a = g->ahead) != NULL) {
		pthread_mutex_lock(&a->lock);
		a->closing = true;
		pthread_cond_signal(&a->given_one);
		pthread_mutex_unlock(&a->lock);
		pthread_join(a->thread, NULL);
		pthread_mutex_destroy(&a->lock);
		pthread_cond_destroy(&a->made_one);
		pthread_cond_destroy(&a->given_one);
		free(a);
	}
	inflate_free(g->state);
	free(g);
}
