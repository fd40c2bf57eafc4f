/*
 * market_common.c - symbols of exchanges that have no file here.
 *
 * A contract quoted in USD without more is inverse nearly everywhere; where
 * it is not, the shape (PF_, -PERP) or the exchange says so.
 */
#include "liq-fetch/market_symbol.h"

static const char *const quotes[] = { "USDT", "USDC", "USD", NULL };

/* BitMEX and Kraken write bitcoin as XBT. */
static bool
name(struct market *m, struct str symbol, struct str base, struct str quote)
{
	if (str_is(base, "XBT"))
		base = STR("BTC");
	if (!market_name(m, symbol, base, quote))
		return false;
	market_prefix(m);
	return true;
}

/* PF_XBTUSD and PI_XBTUSD, FI_XBTUSD_250627: Kraken, F linear, I inverse. */
static bool
kraken(struct market *m, struct str symbol)
{
	struct str pair = str_from(symbol, 3), date, base, quote;
	bool dated = symbol.s[0] == 'F';

	if (!str_split(&pair, '_', &base) ||
	    str_split(&pair, '_', &date) != dated)
		return false;
	if ((dated && !symbol_is_date(date)) ||
	    !symbol_split(base, quotes, &base, &quote) ||
	    !name(m, symbol, base, quote))
		return false;
	m->inverse = symbol.s[1] == 'I';
	m->dated = dated;
	return true;
}

/* tBTCF0:USTF0: Bitfinex, UST is Tether's dollar. */
static bool
bitfinex(struct market *m, struct str symbol)
{
	struct str rest = str_from(symbol, 1), base;

	return str_split(&rest, ':', &base) && str_is(rest, "USTF0") &&
	       str_ends(base, STR("F0")) &&
	       name(m, symbol, (struct str){ base.s, base.n - 2 }, STR("USDT"));
}

/* BTC-USDT-SWAP, BTC_USDT_20251226, BTC_USDC-PERPETUAL, BTC-27JUN25 */
static bool
parts(struct market *m, struct str symbol, struct str part[4], size_t n)
{
	struct str quote = STR("USD");
	bool quoted = quote_is_dollar(part[1]), linear = false;
	size_t i;

	if (quoted)
		quote = part[1];
	if (!name(m, symbol, part[0], quote))
		return false;
	for (i = quoted ? 2 : 1; i < n; i++) {
		if (symbol_is_date(part[i]))
			m->dated = true;
		else if (str_is(part[i], "PERP"))
			linear = true;
		else if (!str_is(part[i], "SWAP") &&
			 !str_is(part[i], "PERPETUAL"))
			return false;
	}
	m->inverse = str_is(quote, "USD") && !linear;
	return true;
}

static bool
separated(struct market *m, struct str symbol)
{
	struct str part[4], s = symbol;
	size_t i, from = 0, n = 0;

	for (i = 0; i <= s.n; i++) {
		if (i < s.n && s.s[i] != '-' && s.s[i] != '_' && s.s[i] != '/')
			continue;
		if (n == 4)
			return false;
		part[n++] = (struct str){ s.s + from, i - from };
		from = i + 1;
	}
	return n >= 2 && parts(m, symbol, part, n);
}

/* BTCUSDT, BTCPERP, BTCUSD, XBTM25, BTCUSDU26 */
static bool
joined(struct market *m, struct str symbol, struct str pair)
{
	static const char *const perp[] = { "PERP", NULL };
	struct str base, quote, month = str_from(pair, pair.n - 3);
	bool dated = pair.n > 3 && symbol_is_month(month);

	if (symbol_split(pair, perp, &base, &quote))
		return name(m, symbol, base, STR("USDC"));
	if (dated)
		pair.n -= 3;
	if (!symbol_split(pair, quotes, &base, &quote)) {
		if (!dated || pair.n != 3)
			return false;
		base = pair;
		quote = STR("USD");
	}
	if (!name(m, symbol, base, quote))
		return false;
	m->dated = dated;
	m->inverse = str_is(quote, "USD");
	return true;
}

/* BTC, kPEPE: the coin is all there is. */
static bool
plain(struct market *m, struct str symbol, struct str quote)
{
	if (!name(m, symbol, symbol, quote))
		return false;
	market_kilo(m);
	return true;
}

/* Whose USD contracts count coins. */
static bool
usd_is_linear(const char *exchange)
{
	return strcmp(exchange, "dydx") == 0 ||
	       strcmp(exchange, "dydx-v4") == 0 || strcmp(exchange, "ftx") == 0;
}

static bool
shape(struct market *m, struct str s)
{
	struct str pair = s;

	if (s.n > 3 && (s.s[0] == 'P' || s.s[0] == 'F') &&
	    (s.s[1] == 'F' || s.s[1] == 'I') && s.s[2] == '_')
		return kraken(m, s);
	if (memchr(s.s, ':', s.n) != NULL)
		return s.s[0] == 't' && bitfinex(m, s);
	if (str_ends(s, STR("_CM"))) { /* Bitget, margin in coins */
		pair.n -= 3;
		return joined(m, s, pair);
	}
	return separated(m, s) || joined(m, s, s) ||
	       plain(m, s, (struct str){ "", 0 });
}

bool
market_common(struct market *m, const char *exchange, struct str symbol)
{
	if (symbol.n == 0)
		return false;
	if (strcmp(exchange, "hyperliquid") == 0)
		return plain(m, symbol, STR("USDC"));
	if (!shape(m, symbol))
		return false;
	if (usd_is_linear(exchange))
		m->inverse = false;
	/* BitMEX's other USD contracts are quanto: worth neither coin nor USD.
	 */
	return !m->inverse || strcmp(exchange, "bitmex") != 0 ||
	       strcmp(m->base, "BTC") == 0;
}
