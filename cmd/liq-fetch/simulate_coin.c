#include "liq-fetch/simulate_coin.h"

#include <stddef.h>

#include "liq-fetch/simulate.h"

const char *const simulate_bases[] = { "BTC", "ETH", "SOL", "XRP", "DOGE",
	"BNB", "SUI", "ADA", "LINK", "AVAX", "LTC", "HYPE", "WIF", "ENA", "TRX",
	"HBAR", "BCH", "DOT", "NEAR", "XLM", "UNI", "ONDO", "APT", "AAVE",
	"FIL", "ARB", "TON", "OP", "INJ", "WLD", "ETC", "TIA", "CRV", "ICP",
	"SEI", "LDO", "ATOM", "RUNE", "GALA", "ALGO", NULL };

/* Prices and volatilities are near those of January 2025. */
const struct coin coin_table[] = {
	{ "BTC", 945000, 1, 3, 16000, 260, 90, 125, 6420 },
	{ "ETH", 335000, 2, 3, 7000, 330, 85, 125, 5060 },
	{ "SOL", 190000, 3, 2, 2600, 400, 80, 100, 3530 },
	{ "XRP", 20800, 4, 1, 2000, 440, 70, 100, 3100 },
	{ "DOGE", 31600, 5, 0, 1300, 450, 78, 75, 2600 },
	{ "BNB", 70250, 2, 2, 850, 270, 72, 75, 1920 },
	{ "SUI", 41200, 4, 1, 620, 500, 72, 75, 1920 },
	{ "ADA", 86000, 5, 0, 540, 430, 76, 75, 1740 },
	{ "LINK", 20100, 3, 2, 480, 430, 76, 75, 1660 },
	{ "AVAX", 35900, 3, 1, 420, 430, 78, 75, 1580 },
	{ "LTC", 10350, 2, 3, 380, 380, 72, 75, 1490 },
	{ "HYPE", 24500, 3, 2, 350, 580, 60, 50, 1400 },
	{ "WIF", 18700, 4, 1, 320, 610, 68, 50, 1400 },
	{ "ENA", 93000, 5, 0, 290, 610, 66, 50, 1320 },
	{ "TRX", 25400, 5, 0, 270, 270, 55, 75, 1150 },
	{ "HBAR", 27000, 5, 0, 250, 540, 66, 75, 1240 },
	{ "BCH", 43500, 2, 3, 230, 380, 70, 75, 1150 },
	{ "DOT", 66500, 4, 1, 215, 420, 78, 75, 1110 },
	{ "NEAR", 50200, 4, 1, 200, 470, 76, 75, 1060 },
	{ "XLM", 33200, 5, 0, 190, 500, 66, 75, 1060 },
	{ "UNI", 13300, 3, 1, 180, 450, 70, 75, 1020 },
	{ "ONDO", 13700, 4, 1, 170, 520, 66, 50, 1020 },
	{ "APT", 87500, 4, 1, 160, 470, 74, 75, 980 },
	{ "AAVE", 31000, 2, 2, 150, 470, 68, 75, 940 },
	{ "FIL", 49500, 4, 1, 142, 440, 76, 75, 900 },
	{ "ARB", 72000, 5, 0, 135, 470, 76, 75, 900 },
	{ "TON", 55500, 4, 1, 128, 340, 66, 75, 850 },
	{ "OP", 17800, 4, 1, 121, 490, 76, 75, 850 },
	{ "INJ", 20200, 3, 1, 115, 500, 74, 75, 810 },
	{ "WLD", 21300, 4, 1, 110, 540, 70, 50, 810 },
	{ "ETC", 25200, 3, 1, 105, 390, 74, 75, 780 },
	{ "TIA", 45500, 4, 1, 100, 540, 70, 50, 780 },
	{ "CRV", 91000, 5, 0, 95, 580, 62, 50, 760 },
	{ "ICP", 10100, 3, 1, 90, 430, 74, 75, 720 },
	{ "SEI", 40500, 5, 0, 86, 500, 74, 50, 720 },
	{ "LDO", 18100, 4, 1, 82, 520, 70, 50, 710 },
	{ "ATOM", 62500, 4, 1, 78, 410, 76, 75, 690 },
	{ "RUNE", 43100, 4, 1, 74, 500, 70, 50, 680 },
	{ "GALA", 35300, 6, 0, 70, 500, 72, 50, 670 },
	{ "ALGO", 33500, 5, 0, 66, 470, 72, 75, 640 },
};

/* Tiers from the best on; a coin starts at its own maximum leverage. */
static const struct rung {
	int leverage, rate; /* maintenance, basis points */
	int cap; /* millionths of the usual open interest; 0: none */
} rungs[MARGIN_TIERS] = {
	{ 125, 40, 40 },
	{ 100, 50, 100 },
	{ 75, 65, 300 },
	{ 50, 100, 1000 },
	{ 25, 200, 3000 },
	{ 20, 250, 6000 },
	{ 10, 500, 10000 },
	{ 5, 1000, 20000 },
	{ 3, 1500, 30000 },
	{ 2, 2500, 50000 },
	{ 1, 5000, 0 },
};

int64_t
coin_money(const struct coin *c, int64_t usd)
{
	for (int i = 0; i < c->tick_scale + c->lot_scale; i++)
		usd *= 10;
	return usd;
}

/* The deduction makes maintenance continuous where two tiers meet. */
void
margins_make(struct margins *m, const struct coin *c)
{
	struct margin *to = m->of, below = { 0 };

	for (size_t i = 0; i < MARGIN_TIERS; i++) {
		const struct rung *r = &rungs[i];

		if (r->leverage > c->max_leverage)
			continue;
		to->floor = below.cap;
		to->cap = r->cap == 0 ? INT64_MAX
				      : coin_money(c, r->cap) * c->open_musd;
		to->max_leverage = r->leverage;
		to->rate = r->rate;
		to->deduct = below.deduct +
			     to->floor / BASIS_POINTS * (r->rate - below.rate);
		below = *to++;
	}
	m->n = (int)(to - m->of);
}

const struct margin *
margins_find(const struct margins *m, int64_t cost)
{
	const struct margin *t = m->of;

	while (cost >= t->cap)
		t++;
	return t;
}
