#include "liq-render/png.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/x.h"

static void
put_u32(struct buf *to, uint32_t v)
{
	const unsigned char b[] = { v >> 24 & 0xff, v >> 16 & 0xff,
		v >> 8 & 0xff, v & 0xff };

	buf_put(to, b, sizeof(b));
}

static void
put_chunk(struct buf *to, const char *type, struct str data)
{
	size_t from;

	put_u32(to, (uint32_t)data.n);
	from = to->n;
	buf_puts(to, type);
	buf_str(to, data);
	put_u32(to, (uint32_t)crc32(
			0, (const Bytef *)to->s + from, (uInt)(to->n - from)));
}

/*
 * The differences between neighbours, deflated as runs: of pixels whose
 * numbers follow a smooth scale that is smaller than anything zlib finds, and
 * several times quicker.
 */
static void
deflate_rows(struct buf *to, const uint8_t *pixels, int width, int height)
{
	const size_t row = (size_t)width + 1;
	uint8_t *raw = xmalloc(row * (size_t)height), *r = raw;
	z_stream z = { 0 };
	uLong bound;
	int x, y;

	for (y = 0; y < height; y++) {
		*r++ = 1; /* the filter "Sub" */
		*r++ = pixels[0];
		for (x = 1; x < width; x++)
			*r++ = (uint8_t)(pixels[x] - pixels[x - 1]);
		pixels += width;
	}
	if (deflateInit2(&z, 1, Z_DEFLATED, 15, 9, Z_RLE) != Z_OK)
		abort(); /* out of memory, or another zlib than we were built
			    for */
	bound = deflateBound(&z, (uLong)(row * (size_t)height));
	z.next_in = raw;
	z.avail_in = (uInt)(row * (size_t)height);
	z.next_out = (Bytef *)buf_room(to, bound);
	z.avail_out = (uInt)bound;
	deflate(&z, Z_FINISH);
	to->n += z.total_out;
	deflateEnd(&z);
	free(raw);
}

void
png_put(struct buf *to, const uint8_t *pixels, int width, int height,
    const struct rgb *colours, int n)
{
	struct buf b = { 0 };
	int i;

	buf_put(to, "\x89PNG\r\n\x1a\n", 8);
	put_u32(&b, (uint32_t)width);
	put_u32(&b, (uint32_t)height);
	buf_put(&b, "\x08\x03\0\0\0", 5); /* 8 bits, a palette */
	put_chunk(to, "IHDR", buf_view(&b));
	buf_reset(&b);
	for (i = 0; i < n; i++) {
		buf_putc(&b, (char)colours[i].r);
		buf_putc(&b, (char)colours[i].g);
		buf_putc(&b, (char)colours[i].b);
	}
	put_chunk(to, "PLTE", buf_view(&b));
	put_chunk(to, "tRNS", (struct str){ "", 1 }); /* a single zero byte */
	buf_reset(&b);
	deflate_rows(&b, pixels, width, height);
	put_chunk(to, "IDAT", buf_view(&b));
	put_chunk(to, "IEND", STR(""));
	buf_free(&b);
}
