#include "liq-render/safe.h"

/* Sorted.  Emoji and signs of doubtful width are left out. */
static const struct range {
	uint32_t first, last;
	int width;
} ranges[] = {
	{ 0x20, 0x7e, 1 },
	{ 0xa0, 0xac, 1 },
	{ 0xae, 0x2ff, 1 }, /* Latin */
	{ 0x370, 0x377, 1 },
	{ 0x37a, 0x37f, 1 },
	{ 0x384, 0x38a, 1 },
	{ 0x38c, 0x38c, 1 },
	{ 0x38e, 0x3a1, 1 },
	{ 0x3a3, 0x482, 1 }, /* Greek, Cyrillic */
	{ 0x48a, 0x52f, 1 },
	{ 0x1e00, 0x1eff, 1 },
	{ 0x2010, 0x2027, 1 },
	{ 0x2030, 0x205e, 1 },
	{ 0x20a0, 0x20c0, 1 }, /* currencies */
	{ 0x2100, 0x218b, 1 },
	{ 0x2190, 0x2319, 1 }, /* arrows, mathematics */
	{ 0x2460, 0x25fc, 1 }, /* lines, blocks, shapes */
	{ 0x2e80, 0x2e99, 2 },
	{ 0x2e9b, 0x2ef3, 2 },
	{ 0x2f00, 0x2fd5, 2 },
	{ 0x3000, 0x3029, 2 },
	{ 0x3030, 0x303d, 2 },
	{ 0x3041, 0x3096, 2 }, /* kana */
	{ 0x309b, 0x30ff, 2 },
	{ 0x3105, 0x312f, 2 },
	{ 0x3131, 0x318e, 2 },
	{ 0x3190, 0x31e3, 2 },
	{ 0x31f0, 0x321e, 2 },
	{ 0x3250, 0x4dbf, 2 },
	{ 0x4e00, 0xa48c, 2 }, /* ideographs */
	{ 0xac00, 0xd7a3, 2 }, /* Hangul */
	{ 0xf900, 0xfa6d, 2 },
	{ 0xfa70, 0xfad9, 2 },
	{ 0xff01, 0xff60, 2 },
	{ 0xff61, 0xffbe, 1 },
	{ 0xffe0, 0xffe6, 2 },
	{ 0xfffd, 0xfffd, 1 },
	{ 0x20000, 0x2a6df, 2 },
	{ 0x2a700, 0x2b738, 2 },
	{ 0x2b740, 0x2b81d, 2 },
	{ 0x2b820, 0x2cea1, 2 },
	{ 0x30000, 0x3134a, 2 },
};

/* Columns; 0: may not be shown. */
static int
width(uint32_t c)
{
	size_t low = 0, high = sizeof(ranges) / sizeof(*ranges), mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (c > ranges[mid].last)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < sizeof(ranges) / sizeof(*ranges) && c >= ranges[low].first)
		return ranges[low].width;
	return 0;
}

/* Bytes of the code point at the start of s; 0: not UTF-8. */
static size_t
decode(struct str s, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char first = (unsigned char)s.s[0];
	size_t n, i;

	n = first < 0x80   ? 1
	    : first < 0xc0 ? 0
	    : first < 0xe0 ? 2
	    : first < 0xf0 ? 3
	    : first < 0xf8 ? 4
			   : 0;
	if (n == 0 || n > s.n)
		return 0;
	*c = n == 1 ? first : first & (0x7fu >> n);
	for (i = 1; i < n; i++) {
		if (((unsigned char)s.s[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | ((unsigned char)s.s[i] & 0x3f);
	}
	return *c >= least[n] ? n : 0;
}

uint32_t
safe_next(struct str *s)
{
	uint32_t c = 0;
	size_t n = decode(*s, &c);

	*s = str_from(*s, n > 0 ? n : 1);
	return n > 0 && width(c) > 0 ? c : SAFE_OTHER;
}

int
safe_width(uint32_t c)
{
	int w = width(c);

	return w > 0 ? w : 1;
}

int
safe_columns(struct str s)
{
	int n = 0;

	while (s.n > 0)
		n += safe_width(safe_next(&s));
	return n;
}

void
safe_cut(struct buf *to, struct str s, int columns)
{
	int room;
	uint32_t c;

	if (safe_columns(s) <= columns) {
		while (s.n > 0)
			safe_utf8(to, safe_next(&s));
		return;
	}
	for (room = columns - 1; s.n > 0; room -= safe_width(c)) {
		c = safe_next(&s);
		if (safe_width(c) > room)
			break;
		safe_utf8(to, c);
	}
	if (columns > 0)
		buf_puts(to, "…");
}

void
safe_utf8(struct buf *to, uint32_t c)
{
	if (c < 0x80) {
		buf_putc(to, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_putc(to, (char)(0xc0 | c >> 6));
	} else if (c < 0x10000) {
		buf_putc(to, (char)(0xe0 | c >> 12));
		buf_putc(to, (char)(0x80 | (c >> 6 & 0x3f)));
	} else {
		buf_putc(to, (char)(0xf0 | c >> 18));
		buf_putc(to, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_putc(to, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_putc(to, (char)(0x80 | (c & 0x3f)));
}

void
safe_xml(struct buf *to, struct str s)
{
	uint32_t c;

	while (s.n > 0) {
		c = safe_next(&s);
		if (c == '&')
			buf_puts(to, "&amp;");
		else if (c == '<')
			buf_puts(to, "&lt;");
		else if (c == '>')
			buf_puts(to, "&gt;");
		else if (c == '"')
			buf_puts(to, "&quot;");
		else if (c == '\'')
			buf_puts(to, "&#39;");
		else
			safe_utf8(to, c);
	}
}
