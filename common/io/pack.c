#include "io/pack.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/x.h"

#define ROOM (16 << 10) /* bytes that are made at once */

struct pack {
	z_stream z;
};

struct pack *
pack_open(void)
{
	struct pack *p = xcalloc(1, sizeof(*p));

	if (deflateInit2(&p->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8,
		Z_DEFAULT_STRATEGY) == Z_OK)
		return p;
	free(p);
	return NULL;
}

void
pack_put(struct pack *p, struct buf *to, struct str s, enum pack_how how)
{
	static const int flush[] = { Z_NO_FLUSH, Z_SYNC_FLUSH, Z_FINISH };

	p->z.next_in = (unsigned char *)(s.n > 0 ? s.s : "");
	p->z.avail_in = (unsigned)s.n;
	do {
		p->z.next_out = (unsigned char *)buf_room(to, ROOM);
		p->z.avail_out = ROOM;
		(void)deflate(&p->z, flush[how]);
		to->n += ROOM - p->z.avail_out;
	} while (p->z.avail_out == 0);
	if (how == PACK_END)
		(void)deflateReset(&p->z);
}

void
pack_close(struct pack *p)
{
	if (p == NULL)
		return;
	(void)deflateEnd(&p->z);
	free(p);
}
