/*
 * A PNG has the pixels that went in, and checks.
 */
#include "liq-render/png.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/x.h"
#include "tap.h"

static uint32_t
u32(const char *s)
{
	const unsigned char *b = (const unsigned char *)s;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	       (uint32_t)b[2] << 8 | b[3];
}

/* The data of a chunk, its sum checked; empty where there is none. */
static struct str
chunk(struct str png, const char *type)
{
	struct str rest = str_from(png, 8), data;

	while (rest.n >= 12) {
		data = (struct str){ rest.s + 8, u32(rest.s) };
		if (crc32(0, (const Bytef *)rest.s + 4, (uInt)data.n + 4) !=
		    u32(data.s + data.n))
			break;
		if (memcmp(rest.s + 4, type, 4) == 0)
			return data;
		rest = str_from(rest, data.n + 12);
	}
	return (struct str){ "", 0 };
}

static bool
same_pixels(struct str png, const uint8_t *want, int width, int height)
{
	uLongf n = (uLongf)(width + 1) * (uLongf)height;
	uint8_t *raw = xmalloc(n), *row, value;
	struct str data = chunk(png, "IDAT");
	int x, y;
	bool same;

	same = uncompress(raw, &n, (const Bytef *)data.s, data.n) == Z_OK &&
	       n == (uLongf)(width + 1) * (uLongf)height;
	for (y = 0; y < height && same; y++) {
		row = raw + (size_t)y * (size_t)(width + 1);
		same = row[0] == 1;
		for (x = 0, value = 0; x < width; x++) {
			value = (uint8_t)(value + row[x + 1]);
			same = same && value == *want++;
		}
	}
	free(raw);
	return same;
}

static void
pictures(void)
{
	static const int sizes[][2] = { { 1, 1 }, { 1, 300 }, { 300, 1 },
		{ 123, 77 } };
	const struct rgb colours[3] = { { 0, 0, 0 }, { 1, 2, 3 },
		{ 250, 251, 252 } };
	uint8_t pixels[123 * 77];
	struct buf b = { 0 };
	struct str png, c;
	size_t i;

	for (i = 0; i < sizeof(pixels); i++)
		pixels[i] = (uint8_t)(i * i / 97 % 3);
	for (i = 0; i < 4; i++) {
		buf_reset(&b);
		png_put(&b, pixels, sizes[i][0], sizes[i][1], colours, 3);
		png = buf_view(&b);
		c = chunk(png, "IHDR");
		ok(str_starts(png, STR("\x89PNG\r\n\x1a\n")) && c.n == 13 &&
			u32(c.s) == (uint32_t)sizes[i][0] &&
			u32(c.s + 4) == (uint32_t)sizes[i][1],
		    "a head of %d x %d", sizes[i][0], sizes[i][1]);
		ok(same_pixels(png, pixels, sizes[i][0], sizes[i][1]),
		    "its pixels");
		c = chunk(png, "PLTE");
		ok(c.n == 9 && memcmp(c.s + 6, "\xfa\xfb\xfc", 3) == 0,
		    "its colours");
		ok(str_ends(png, STR("IEND\xae\x42\x60\x82")), "its end");
	}
	buf_free(&b);
}

int
main(void)
{
	pictures();
	return tap_end();
}
