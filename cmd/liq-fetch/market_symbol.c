#include "liq-fetch/market_symbol.h"

#include "base/utf8.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Some coins are named in letters beyond ASCII. */
static bool
is_letter(char c)
{
	return is_upper(c) || (c >= 'a' && c <= 'z') || (unsigned char)c > 127;
}

static bool
is_coin(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!is_letter(s.s[i]) && !is_digit(s.s[i]))
			return false;
	return s.n > 0 && utf8_valid(s);
}

bool
market_name(
    struct market *m, struct str symbol, struct str base, struct str quote)
{
	static const struct market none;

	*m = none;
	m->multiplier = 1;
	return is_coin(base) &&
	       str_copy(m->symbol, sizeof(m->symbol), symbol) &&
	       str_copy(m->base, sizeof(m->base), base) &&
	       str_copy(m->quote, sizeof(m->quote), quote);
}

static void
keep(struct market *m, struct str base, int64_t multiplier)
{
	m->multiplier = multiplier;
	memmove(m->base, base.s, base.n);
	m->base[base.n] = '\0';
}

void
market_prefix(struct market *m)
{
	struct str s = str_of(m->base);
	int64_t times = 1;
	size_t zeros;

	if (str_starts(s, STR("1M")) && s.n >= 5 && is_letter(s.s[2]) &&
	    is_letter(s.s[3]) && is_letter(s.s[4])) {
		keep(m, str_from(s, 2), 1000000);
		return;
	}
	if (!str_starts(s, STR("1000")))
		return;
	for (zeros = 0; zeros < 9 && str_from(s, 1 + zeros).n > 0; zeros++) {
		if (s.s[1 + zeros] != '0')
			break;
		times *= 10;
	}
	if (s.n > 1 + zeros && is_letter(s.s[1 + zeros]))
		keep(m, str_from(s, 1 + zeros), times);
}

void
market_suffix(struct market *m)
{
	struct str s = str_of(m->base);

	if (!str_ends(s, STR("1000")) || s.n < 5)
		return;
	s.n -= 4;
	if (is_letter(s.s[s.n - 1]))
		keep(m, s, 1000);
}

void
market_kilo(struct market *m)
{
	struct str s = str_of(m->base);

	if (s.n >= 3 && s.s[0] == 'k' && is_upper(s.s[1]) && is_upper(s.s[2]))
		keep(m, str_from(s, 1), 1000);
}

bool
symbol_split(struct str pair, const char *const *quotes, struct str *base,
    struct str *quote)
{
	for (; *quotes != NULL; quotes++) {
		*quote = str_of(*quotes);
		if (str_ends(pair, *quote)) {
			*base = pair;
			base->n -= quote->n;
			return base->n > 0;
		}
	}
	return false;
}

/* Digits as a number, at most four of them; -1: not digits. */
static int
number(struct str s)
{
	int n = 0;
	size_t i;

	if (s.n == 0 || s.n > 4)
		return -1;
	for (i = 0; i < s.n; i++) {
		if (!is_digit(s.s[i]))
			return -1;
		n = n * 10 + (s.s[i] - '0');
	}
	return n;
}

static struct str
part(struct str s, size_t from, size_t n)
{
	s = str_from(s, from);
	s.n = n < s.n ? n : s.n;
	return s;
}

static bool
is_day(int month, int day)
{
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* 27JUN25, 5SEP25 */
static bool
is_named_date(struct str s)
{
	static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
	size_t day = s.n - 5;
	int month;

	if (number(part(s, s.n - 2, 2)) < 0)
		return false;
	for (month = 1; month <= 12; month++)
		if (memcmp(s.s + day, months + 3 * (month - 1), 3) == 0)
			return is_day(month, number(part(s, 0, day)));
	return false;
}

bool
symbol_is_date(struct str s)
{
	int year;

	if ((s.n == 6 || s.n == 7) && is_upper(s.s[s.n - 3]))
		return is_named_date(s);
	if (s.n != 6 && s.n != 8)
		return false;
	year = number(part(s, 0, s.n - 4));
	return year >= 0 && (s.n == 6 || year >= 2009) &&
	       is_day(number(part(s, s.n - 4, 2)), number(part(s, s.n - 2, 2)));
}

bool
symbol_is_month(struct str s)
{
	return s.n == 3 && strchr("FGHJKMNQUVXZ", s.s[0]) != NULL &&
	       s.s[0] != '\0' && number(part(s, 1, 2)) >= 0;
}

bool
quote_is_dollar(struct str quote)
{
	static const char *const dollars[] = { "USD", "USDT", "USDC", "BUSD",
		"FDUSD", "USD1", NULL };
	size_t i;

	for (i = 0; dollars[i] != NULL; i++)
		if (str_is(quote, dollars[i]))
			return true;
	return false;
}
