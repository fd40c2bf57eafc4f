#include "liq-fetch/link_gzip.h"

#include <zlib.h>

#define STEP (16 << 10)

bool
link_gunzip(struct buf *to, struct str packed, size_t max)
{
	z_stream z = { .next_in = (unsigned char *)packed.s,
		.avail_in = (unsigned)packed.n };
	int rc = inflateInit2(&z, 15 + 32);

	while (rc == Z_OK && to->n <= max) {
		z.next_out = (unsigned char *)buf_room(to, STEP);
		z.avail_out = STEP;
		rc = inflate(&z, Z_NO_FLUSH);
		to->n += STEP - z.avail_out;
		if (rc == Z_OK && z.avail_in == 0 && z.avail_out > 0)
			rc = Z_BUF_ERROR; /* it is cut */
	}
	inflateEnd(&z);
	return rc == Z_STREAM_END && to->n <= max;
}
