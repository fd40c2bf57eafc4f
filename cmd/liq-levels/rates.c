#include "liq-levels/rates.h"

#include <string.h>

#include "record/market.h"

/*
 * Measured 2026-11-22 by tests/score/signals.sh, which has the questions, on
 * hourly candles of Binance from 2025-04-01 (after 26 days to warm up) to
 * 2026-01-31, of SOL and DOGE to 2026-03-05; open interest and funding from
 * 2025-12-01.  Nothing recorded has books or takers' volume for long enough:
 * thin_book and taker_divergence are not here.
 */
static const struct rate rates[] = {
	{ "nearest_cluster", "BTC", SIDE_NONE, 0.496, 0.483, 0.510, 13363 },
	{ "nearest_cluster", "ETH", SIDE_NONE, 0.502, 0.491, 0.513, 13708 },
	{ "nearest_cluster", "SOL", SIDE_NONE, 0.496, 0.487, 0.506, 15201 },
	{ "nearest_cluster", "DOGE", SIDE_NONE, 0.496, 0.486, 0.505, 15022 },
	{ "imbalance", "BTC", SIDE_NONE, 0.503, 0.455, 0.548, 7339 },
	{ "imbalance", "ETH", SIDE_NONE, 0.509, 0.478, 0.539, 7339 },
	{ "imbalance", "SOL", SIDE_NONE, 0.515, 0.487, 0.542, 8103 },
	{ "imbalance", "DOGE", SIDE_NONE, 0.516, 0.490, 0.541, 8092 },
	{ "swept_cluster", "BTC", SIDE_LONG, 0.486, 0.422, 0.567, 173 },
	{ "swept_cluster", "ETH", SIDE_LONG, 0.540, 0.459, 0.637, 161 },
	{ "swept_cluster", "SOL", SIDE_LONG, 0.520, 0.428, 0.607, 152 },
	{ "swept_cluster", "DOGE", SIDE_LONG, 0.531, 0.443, 0.619, 162 },
	{ "swept_cluster", "BTC", SIDE_SHORT, 0.523, 0.457, 0.593, 174 },
	{ "swept_cluster", "ETH", SIDE_SHORT, 0.479, 0.404, 0.565, 169 },
	{ "swept_cluster", "SOL", SIDE_SHORT, 0.526, 0.451, 0.609, 152 },
	{ "swept_cluster", "DOGE", SIDE_SHORT, 0.420, 0.338, 0.512, 162 },
	{ "squeeze", "BTC", SIDE_LONG, 0.497, 0.402, 0.593, 1356 },
	{ "squeeze", "ETH", SIDE_LONG, 0.486, 0.387, 0.566, 1299 },
	{ "squeeze", "SOL", SIDE_LONG, 0.473, 0.382, 0.588, 1148 },
	{ "squeeze", "DOGE", SIDE_LONG, 0.636, 0.536, 0.720, 1239 },
	{ "squeeze", "BTC", SIDE_SHORT, 0.402, 0.169, 0.663, 107 },
	{ "squeeze", "ETH", SIDE_SHORT, 0.519, 0.382, 0.783, 162 },
	{ "squeeze", "SOL", SIDE_SHORT, 0.422, 0.331, 0.502, 1089 },
	{ "squeeze", "DOGE", SIDE_SHORT, 0.453, 0.353, 0.524, 998 },
	{ "rising_interest", "BTC", SIDE_NONE, 0.501, 0.378, 0.607, 693 },
	{ "rising_interest", "ETH", SIDE_NONE, 0.512, 0.385, 0.621, 685 },
	{ "rising_interest", "SOL", SIDE_NONE, 0.489, 0.403, 0.563, 1015 },
	{ "rising_interest", "DOGE", SIDE_NONE, 0.517, 0.437, 0.596, 927 },
};

const struct rate *
rate_find(const char *name, const char *base, int side)
{
	const struct rate *r;
	size_t i;

	for (i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
		r = &rates[i];
		if (strcmp(r->name, name) == 0 && strcmp(r->base, base) == 0 &&
		    (r->side == SIDE_NONE || r->side == side))
			return r;
	}
	return NULL;
}
