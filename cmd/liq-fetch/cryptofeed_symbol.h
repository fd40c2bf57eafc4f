/*
 * cryptofeed_symbol.h - symbols of cryptofeed as exchanges write them.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_CRYPTOFEED_SYMBOL_H
#define LIQ_FETCH_CRYPTOFEED_SYMBOL_H

#include <stdbool.h>

#include "base/str.h"

enum spelling {
	SPELL_JOINED, /* BTCUSDT, BTCUSDT_220325 */
	SPELL_COIN_M, /* BTCUSD_PERP, BTCUSD_220325 */
	SPELL_BYBIT, /* BTCUSDT, BTCUSD, in USDC BTCPERP; dated ones vary */
	SPELL_BITMEX, /* XBTUSD; dated ones vary */
	SPELL_DERIBIT, /* BTC-PERPETUAL, BTC_USDC-PERPETUAL, BTC-25MAR22 */
	SPELL_OKX /* BTC-USDT-SWAP, BTC-USDT-220325 */
};

/*
 * BTC-USDT-PERP or BTC-USDT-22H25 into room; false: not such a symbol, or not
 * one that this exchange's spelling is known of.
 */
bool cryptofeed_symbol(
    char *room, size_t size, enum spelling, struct str symbol);

#endif
