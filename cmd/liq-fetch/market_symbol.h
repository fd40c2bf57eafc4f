/*
 * market_symbol.h - the pieces symbols are made of, for the exchanges' rules.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_MARKET_SYMBOL_H
#define LIQ_FETCH_MARKET_SYMBOL_H

#include "liq-fetch/exchange.h"

/*
 * All of a market but what it is multiplied by: 1.  False where the base can
 * be no coin (letters, digits, anything beyond ASCII) or does not fit.
 */
bool market_name(
    struct market *, struct str symbol, struct str base, struct str quote);
/*
 * The base counts many coins at once: 1000PEPE, 1000000MOG, 1MBABYDOGE.
 * 1INCH, 0G and 4 are coins.
 */
void market_prefix(struct market *);
void market_suffix(struct market *); /* SHIB1000 */
void market_kilo(struct market *); /* kPEPE */

/* Split BTCUSDT by the first of quotes (ends in NULL) it ends with. */
bool symbol_split(struct str pair, const char *const *quotes, struct str *base,
    struct str *quote);
/* A day of expiry: 251226, 20251226, 26DEC25. */
bool symbol_is_date(struct str);
/* A month of expiry as U26; it is the last three bytes of the symbol. */
bool symbol_is_month(struct str);
/* Worth one US dollar: USD, USDT, USDC ... */
bool quote_is_dollar(struct str);

/* The common shapes, for exchanges without a file here. */
bool market_common(struct market *, const char *exchange, struct str symbol);

#endif
