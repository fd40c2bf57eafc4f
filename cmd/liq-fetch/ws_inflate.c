#include "liq-fetch/ws_inflate.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/x.h"

#define STEP (32 << 10)

struct ws_inflate {
	z_stream z;
};

struct ws_inflate *
ws_inflate_open(void)
{
	struct ws_inflate *w = xcalloc(1, sizeof(*w));

	if (inflateInit2(&w->z, -15) != Z_OK) {
		free(w);
		return NULL;
	}
	return w;
}

/* All of a piece; zlib keeps what it has not given yet. */
static bool
push(struct ws_inflate *w, struct buf *to, struct str piece, size_t max,
    bool *big)
{
	int rc;

	w->z.next_in = (unsigned char *)piece.s;
	w->z.avail_in = (unsigned)piece.n;
	do {
		w->z.next_out = (unsigned char *)buf_room(to, STEP);
		w->z.avail_out = STEP;
		rc = inflate(&w->z, Z_SYNC_FLUSH);
		to->n += STEP - w->z.avail_out;
		if (to->n > max) {
			*big = true;
			return false;
		}
		if (rc == Z_STREAM_END) /* a last block: the next is new */
			rc = inflateReset(&w->z);
	} while (rc == Z_OK && (w->z.avail_in > 0 || w->z.avail_out == 0));
	return rc == Z_OK || rc == Z_BUF_ERROR;
}

bool
ws_inflate_message(struct ws_inflate *w, struct buf *to, struct str packed,
    size_t max, bool forget, bool *big)
{
	static const char tail[] = { 0, 0, '\xff', '\xff' };
	bool good;

	buf_reset(to);
	*big = false;
	good = push(w, to, packed, max, big) &&
	       push(w, to, (struct str){ tail, sizeof(tail) }, max, big);
	if (forget)
		good = inflateReset(&w->z) == Z_OK && good;
	return good;
}

void
ws_inflate_close(struct ws_inflate *w)
{
	if (w == NULL)
		return;
	inflateEnd(&w->z);
	free(w);
}
