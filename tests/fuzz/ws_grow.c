/*
 * ws_grow.c - changes for libFuzzer that know what a frame is: frames made
 * anew, doubled, dropped, cut in parts, hurt in their heads, stretched.
 */
#include <zlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "fuzz.h"

#define HEADER 3 /* of ws.c */
#define MADE 300 /* the longest text that is made */

size_t LLVMFuzzerMutate(uint8_t *, size_t, size_t);
size_t LLVMFuzzerCustomMutator(uint8_t *, size_t, size_t, unsigned);

struct grow {
	struct buf bytes;
	uint32_t dice;
	bool packed;
};

/* A number below n. */
static unsigned
below(struct grow *g, unsigned n)
{
	g->dice ^= g->dice << 13;
	g->dice ^= g->dice >> 17;
	g->dice ^= g->dice << 5;
	return (g->dice >> 3) % n;
}

static void
put_frame(struct buf *b, unsigned first, struct str text)
{
	buf_putc(b, (char)first);
	if (text.n < 126) {
		buf_putc(b, (char)text.n);
	} else {
		buf_putc(b, 126);
		buf_putc(b, (char)(text.n >> 8));
		buf_putc(b, (char)text.n);
	}
	buf_str(b, text);
}

/* Letters of all sizes, those at their borders often. */
static void
put_text(struct grow *g, struct buf *b, unsigned n)
{
	static const unsigned edges[] = { 0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff,
		0xe000, 0xffff, 0x10000, 0x10ffff };

	while (b->n < n)
		if (below(g, 3) > 0)
			buf_putc(b, (char)('a' + below(g, 26)));
		else
			utf8_put(b, edges[below(g, 10)]);
}

/* Two messages of one stream: the second leans on the first. */
static void
put_packed(struct grow *g, struct buf *to, unsigned opcode, struct str text)
{
	static const int flush[] = { Z_SYNC_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH,
		Z_FINISH };
	z_stream z = { 0 };
	struct buf b = { 0 };
	int i, how;
	bool cut;

	if (deflateInit2(&z, (int)below(g, 10), Z_DEFLATED,
		-9 - (int)below(g, 7), 8, (int)below(g, 5)) != Z_OK)
		abort();
	for (i = 0; i < 2; i++) {
		how = flush[below(g, 4)];
		z.next_in = (unsigned char *)text.s;
		z.avail_in = (unsigned)text.n;
		buf_reset(&b);
		z.next_out = (unsigned char *)buf_room(&b, 4 * MADE + 100);
		z.avail_out = 4 * MADE + 100;
		deflate(&z, how);
		b.n = 4 * MADE + 100 - z.avail_out;
		cut = how != Z_FINISH && b.n >= 4;
		b.n -= cut ? 4 : 0;
		if (!cut && below(g, 4) > 0)
			buf_putc(&b, 0); /* RFC 7692, 7.2.3.4 */
		put_frame(to, 0xc0 | opcode, buf_view(&b));
		if (how == Z_FINISH)
			break;
	}
	deflateEnd(&z);
	buf_free(&b);
}

static void
put_close(struct grow *g, struct buf *to)
{
	static const unsigned codes[] = { 999, 1000, 1001, 1002, 1003, 1004,
		1005, 1006, 1007, 1011, 1012, 1014, 1015, 2999, 3000, 4999,
		5000 };
	unsigned code = codes[below(g, 17)];
	struct buf b = { 0 };

	if (below(g, 8) > 0)
		buf_putc(&b, (char)(code >> 8));
	if (b.n > 0 && below(g, 8) > 0) {
		buf_putc(&b, (char)code);
		put_text(g, &b, 2 + below(g, 30));
	}
	put_frame(to, 0x88, buf_view(&b));
	buf_free(&b);
}

static void
put_any(struct grow *g, struct buf *to)
{
	struct buf text = { 0 };
	unsigned kind = below(g, g->packed ? 10 : 7);

	put_text(g, &text, below(g, 4) > 0 ? below(g, 20) : below(g, MADE));
	if (kind == 0)
		put_close(g, to);
	else if (kind < 3)
		put_frame(to, 0x88 + kind,
		    (struct str){ text.s, text.n < 125 ? text.n : 125 });
	else if (kind < 7)
		put_frame(
		    to, below(g, 4) > 0 ? 0x81 : below(g, 4), buf_view(&text));
	else
		put_packed(g, to, 1 + below(g, 2), buf_view(&text));
	buf_free(&text);
}

/* Where the frame after the one at begins; the end: there is none. */
static size_t
next_frame(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.s + at;
	size_t n = s.n - at, size, head = 2;

	if (n < 4)
		return s.n;
	size = p[1] & 127;
	if (size >= 126) {
		head = 4;
		size = (size_t)p[2] << 8 | p[3];
	}
	return size + head < n ? at + head + size : s.n;
}

/* A frame of those there are: from *at, that many bytes. */
static size_t
pick(struct grow *g, size_t *at)
{
	struct str s = buf_view(&g->bytes);
	unsigned steps = below(g, 12);
	size_t next;

	*at = 0;
	while (steps-- > 0 && (next = next_frame(s, *at)) < s.n)
		*at = next;
	return next_frame(s, *at) - *at;
}

static void
insert(struct grow *g, size_t at, struct str what)
{
	struct buf all = { 0 };

	buf_put(&all, g->bytes.s, at);
	buf_str(&all, what);
	buf_str(&all, str_from(buf_view(&g->bytes), at));
	buf_free(&g->bytes);
	g->bytes = all;
}

static void
drop(struct grow *g, size_t at, size_t n)
{
	memmove(g->bytes.s + at, g->bytes.s + at + n, g->bytes.n - at - n);
	g->bytes.n -= n;
}

/* A message in parts, now and then with a frame between. */
static void
part(struct grow *g, size_t at, size_t n)
{
	struct str whole = { g->bytes.s + at, n }, body;
	struct buf two = { 0 };
	unsigned first;
	size_t cut;

	if (n < 4 || n > 127)
		return;
	first = (unsigned char)whole.s[0];
	body = str_from(whole, 2);
	cut = below(g, (unsigned)body.n);
	put_frame(&two, first & 0x7f, (struct str){ body.s, cut });
	if (below(g, 3) == 0)
		put_any(g, &two);
	put_frame(&two, first & 0x80, str_from(body, cut));
	drop(g, at, n);
	insert(g, at, buf_view(&two));
	buf_free(&two);
}

/* The length of a frame in a longer form: its own, or one near a border. */
static void
stretch(struct grow *g, size_t at)
{
	static const uint64_t borders[] = { 0, 125, 126, 65535, 65536, 4 << 20,
		(4 << 20) + 1, 8 << 20, (8 << 20) + 1, UINT64_MAX >> 1,
		UINT64_MAX };
	struct buf size = { 0 };
	int bytes = below(g, 2) == 0 ? 2 : 8;
	uint64_t n = borders[below(g, 11)];

	if (at + 2 > g->bytes.n || (g->bytes.s[at + 1] & 127) >= 126)
		return;
	if (below(g, 2) == 0)
		n = (unsigned char)g->bytes.s[at + 1] & 127;
	g->bytes.s[at + 1] = bytes == 2 ? 126 : 127;
	while (bytes-- > 0)
		buf_putc(&size, (char)(n >> (8 * bytes)));
	insert(g, at + 2, buf_view(&size));
	buf_free(&size);
}

static void
change(struct grow *g)
{
	struct buf made = { 0 };
	size_t at, n = g->bytes.n > 0 ? pick(g, &at) : 0;

	if (n == 0 || below(g, 3) == 0) {
		put_any(g, &made);
		insert(g, n > 0 ? at : 0, buf_view(&made));
		buf_free(&made);
		return;
	}
	switch (below(g, 7)) {
	case 0:
		drop(g, at, n);
		break;
	case 1:
		buf_put(&made, g->bytes.s + at, n);
		insert(g, at, buf_view(&made));
		break;
	case 2:
		g->bytes.s[at] ^= (char)(1 << below(g, 8));
		break;
	case 3:
		g->bytes.s[at + (n > 1)] ^= (char)(1 << below(g, 8));
		break;
	case 4:
		g->bytes.n -= below(g, (unsigned)n);
		break;
	case 5:
		stretch(g, at);
		break;
	default:
		part(g, at, n);
	}
	buf_free(&made);
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t n, size_t max, unsigned seed)
{
	struct grow g = { .dice = seed * 2654435761u | 1 };

	if (n < HEADER || max < 4 * HEADER || below(&g, 4) == 0)
		return LLVMFuzzerMutate(data, n, max);
	if (below(&g, 4) == 0)
		data[below(&g, HEADER)] = (uint8_t)below(&g, 256);
	g.packed = data[0] % 3 > 0;
	buf_put(&g.bytes, data + HEADER, n - HEADER);
	change(&g);
	n = g.bytes.n < max - HEADER ? g.bytes.n : max - HEADER;
	if (n > 0)
		memcpy(data + HEADER, g.bytes.s, n);
	buf_free(&g.bytes);
	return HEADER + n;
}
