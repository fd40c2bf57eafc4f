/*
 * markets.h - operands such as BTC, BTC/USDT, market:BTCUSDT and *.
 */
#ifndef LIQ_FETCH_MARKETS_H
#define LIQ_FETCH_MARKETS_H

/*
 * The coins of the built-in market that operands name; NULL: all of the
 * first coins.  Static storage.  Ends the program with a usage error where
 * nothing is named, and with status 5 where there is no such market.
 */
const char *const *markets_bases(char *const *operands, int coins);

#endif
