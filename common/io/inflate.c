#include "io/inflate.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/x.h"

#define GZIP_WINDOW (15 + 16) /* gzip's wrapping, and no other */

struct inflate {
	z_stream z;
	bool inside; /* a member has begun */
	bool padding; /* zeros behind the last member */
};

/* For zlib: memory that ends the program where there is none. */
static void *
get(void *opaque, unsigned n, unsigned size)
{
	(void)opaque;
	return xreallocarray(NULL, n, size);
}

static void
give(void *opaque, void *p)
{
	(void)opaque;
	free(p);
}

struct inflate *
inflate_new(void)
{
	struct inflate *g = xcalloc(1, sizeof(*g));

	g->z.zalloc = get;
	g->z.zfree = give;
	if (inflateInit2(&g->z, GZIP_WINDOW) != Z_OK) {
		free(g);
		return NULL;
	}
	return g;
}

/* Between members: another begins, or only zeros follow (tape blocks). */
static const char *
between(struct inflate *g, const unsigned char *in, size_t n, size_t *used)
{
	while (*used < n && in[*used] == 0) {
		g->padding = true;
		++*used;
	}
	if (*used == n)
		return NULL;
	if (g->padding || in[*used] != 0x1f)
		return "something behind the gzip data that is no gzip";
	g->inside = true;
	return inflateReset(&g->z) == Z_OK ? NULL : "gzip data is broken";
}

size_t
inflate_run(struct inflate *g, const unsigned char *in, size_t n, size_t *used,
    unsigned char *out, size_t room, const char **why)
{
	int rc;

	*why = NULL;
	if (!g->inside) {
		if ((*why = between(g, in, n, used)) != NULL || !g->inside)
			return 0;
	}
	g->z.next_in = (unsigned char *)in + *used;
	g->z.avail_in = (unsigned)(n - *used);
	g->z.next_out = out;
	g->z.avail_out = (unsigned)room;
	rc = inflate(&g->z, Z_NO_FLUSH);
	*used = n - g->z.avail_in;
	if (rc == Z_STREAM_END)
		g->inside = false;
	else if (rc != Z_OK && rc != Z_BUF_ERROR)
		*why =
		    rc == Z_MEM_ERROR ? "out of memory" : "gzip data is broken";
	return room - g->z.avail_out;
}

bool
inflate_whole(const struct inflate *g)
{
	return !g->inside;
}

void
inflate_free(struct inflate *g)
{
	if (g == NULL)
		return;
	inflateEnd(&g->z);
	free(g);
}
