/*
 * Names from outside can neither steer a terminal nor break an SVG.
 */
#include "liq-render/safe.h"
#include "tap.h"

static const char *
xml(struct buf *b, struct str s)
{
	buf_reset(b);
	safe_xml(b, s);
	buf_putc(b, '\0');
	return b->s;
}

static const char *
cut(struct buf *b, const char *s, int columns)
{
	buf_reset(b);
	safe_cut(b, str_of(s), columns);
	buf_putc(b, '\0');
	return b->s;
}

/* Is every code point below this, alone, shown as it may be? */
static bool
is_harmless(uint32_t c)
{
	struct buf b = { 0 };
	struct str s;
	uint32_t shown;
	bool good;

	safe_utf8(&b, c);
	s = buf_view(&b);
	shown = safe_next(&s);
	good = s.n == 0 && (shown == c || shown == SAFE_OTHER);
	good = good && shown >= 0x20 && (shown < 0x7f || shown > 0x9f);
	buf_free(&b);
	return good;
}

/* What moves, hides or turns text around. */
static void
bad_ones(void)
{
	static const uint32_t bad[] = { 0, 7, 8, 9, 0xa, 0xd, 0x1b, 0x7f, 0x80,
		0x9b, 0x9f, 0xad, 0x300, 0x36f, 0x483, 0x5d0, 0x61c, 0x627,
		0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060,
		0x2066, 0x2069, 0xe000, 0xfe0f, 0xfeff, 0xfff9, 0xffff, 0x1f1e6,
		0x1f3fb, 0xe0001, 0xe0100, 0x10ffff };
	struct buf b = { 0 };
	struct str s;
	size_t i;
	int shown = 0;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		buf_reset(&b);
		safe_utf8(&b, bad[i]);
		s = buf_view(&b);
		if (safe_next(&s) != SAFE_OTHER) {
			printf("# U+%04X is shown\n", (unsigned)bad[i]);
			shown++;
		}
	}
	ok(shown == 0, "controls, marks and turned letters are not shown");
	buf_free(&b);
}

static void
bad_bytes(void)
{
	static const char *const bad[] = { "\x80", "\xc0\xaf", "\xe0\x80\xaf",
		"\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
		"\xc3", "\xe5\xb8", "\xff" };
	struct buf b = { 0 };
	struct str s;
	size_t i;
	bool good = true;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		for (s = str_of(bad[i]); s.n > 0;)
			good = safe_next(&s) == SAFE_OTHER && good;
	ok(good, "bytes that are not UTF-8 become U+FFFD");
	is(xml(&b, (struct str){ "a\xff"
				 "b",
		       3 }),
	    "a\xef\xbf\xbd"
	    "b",
	    "and what is around them stays");
	buf_free(&b);
}

int
main(void)
{
	struct buf b = { 0 };
	uint32_t c;
	bool good = true;

	for (c = 0; c < 0x110000; c++)
		if ((c < 0xd800 || c > 0xdfff) && !is_harmless(c)) {
			printf("# U+%04X\n", (unsigned)c);
			good = false;
		}
	ok(good, "no code point becomes a control");
	bad_ones();
	bad_bytes();
	is(xml(&b, STR("<a b=\"c\">&'\x1b")),
	    "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\xef\xbf\xbd",
	    "markup is escaped");
	ok(safe_columns(STR("BTC")) == 3, "letters are one column wide");
	ok(safe_columns(STR("币安")) == 4, "ideographs are two");
	is(cut(&b, "BTCUSDT", 7), "BTCUSDT", "what fits is not cut");
	is(cut(&b, "BTCUSDT", 6), "BTCUS…", "what does not is, and says so");
	is(cut(&b, "币安人生", 4), "币…", "a wide letter is not cut in half");
	is(cut(&b, "BTC", 0), "", "no room, no text");
	buf_free(&b);
	return tap_end();
}
