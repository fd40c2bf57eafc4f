#include "liq-fetch/cryptofeed_symbol.h"

#include "base/buf.h"

struct parts {
	struct str base, quote;
	bool dated;
	char date[7]; /* 220325 */
	char named[8]; /* 25MAR22, 5SEP25 */
};

static bool
is_digits(struct str s, size_t at, size_t n)
{
	for (; n > 0; n--, at++)
		if (at >= s.n || s.s[at] < '0' || s.s[at] > '9')
			return false;
	return true;
}

/* 22H25: the year, the month's letter, the day. */
static bool
date_of(struct parts *p, struct str s)
{
	static const char letters[] = "FGHJKMNQUVXZ";
	static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
	const char *letter;
	size_t month, day;

	if (s.n != 5 || !is_digits(s, 0, 2) || !is_digits(s, 3, 2) ||
	    s.s[2] == '\0' || (letter = strchr(letters, s.s[2])) == NULL)
		return false;
	month = (size_t)(letter - letters);
	memcpy(p->date, s.s, 2);
	p->date[2] = month + 1 >= 10 ? '1' : '0';
	p->date[3] = (char)('0' + (month + 1) % 10);
	memcpy(p->date + 4, s.s + 3, 2);
	p->date[6] = '\0';
	day = s.s[3] == '0' ? 1 : 2; /* its digits */
	memcpy(p->named, s.s + 5 - day, day);
	memcpy(p->named + day, months + 3 * month, 3);
	memcpy(p->named + day + 3, s.s, 2);
	p->named[day + 5] = '\0';
	return true;
}

static bool
split(struct parts *p, struct str symbol)
{
	if (!str_split(&symbol, '-', &p->base) ||
	    !str_split(&symbol, '-', &p->quote) || p->base.n == 0 ||
	    p->quote.n == 0)
		return false;
	p->dated = !str_is(symbol, "PERP");
	return !p->dated || date_of(p, symbol);
}

static void
put(struct buf *b, struct str base, const char *between, struct str quote)
{
	buf_str(b, base);
	buf_puts(b, between);
	buf_str(b, quote);
}

static void
deribit(struct buf *b, const struct parts *p)
{
	bool usd = str_is(p->quote, "USD");

	put(b, p->base, usd ? "" : "_", usd ? STR("") : p->quote);
	buf_putc(b, '-');
	buf_puts(b, p->dated ? p->named : "PERPETUAL");
}

static bool
spell(struct buf *b, enum spelling spelling, const struct parts *p)
{
	switch (spelling) {
	case SPELL_JOINED:
		put(b, p->base, "", p->quote);
		if (p->dated)
			buf_printf(b, "_%s", p->date);
		return true;
	case SPELL_COIN_M:
		put(b, p->base, "", p->quote);
		buf_printf(b, "_%s", p->dated ? p->date : "PERP");
		return true;
	case SPELL_BYBIT:
		put(b, p->base, "",
		    str_is(p->quote, "USDC") ? STR("PERP") : p->quote);
		return !p->dated;
	case SPELL_BITMEX:
		put(b, str_is(p->base, "BTC") ? STR("XBT") : p->base, "",
		    p->quote);
		return !p->dated;
	case SPELL_DERIBIT:
		deribit(b, p);
		return true;
	case SPELL_OKX:
		put(b, p->base, "-", p->quote);
		buf_printf(b, "-%s", p->dated ? p->date : "SWAP");
		return true;
	}
	return false;
}

bool
cryptofeed_symbol(
    char *room, size_t size, enum spelling spelling, struct str symbol)
{
	struct parts p;
	struct buf b = { 0 };
	bool good;

	good = split(&p, symbol) && spell(&b, spelling, &p) &&
	       str_copy(room, size, buf_view(&b));
	buf_free(&b);
	return good;
}
