#include "liq-fetch/markets.h"

#include <stdlib.h>
#include <string.h>

#include "base/x.h"
#include "io/log.h"
#include "io/opt.h"
#include "liq-fetch/simulate.h"

/* BTC, BTC/USDT, BTCUSDT, market:BTCUSDT: the base. */
static struct str
base_of(const char *operand)
{
	struct str s = str_of(operand);

	if (str_starts(s, STR(SIMULATE_EXCHANGE ":")))
		s = str_from(s, strlen(SIMULATE_EXCHANGE) + 1);
	if (s.n > 5 && str_ends(s, STR("/USDT")))
		s.n -= 5;
	else if (s.n > 4 && str_ends(s, STR("USDT")))
		s.n -= 4;
	return s;
}

static const char *
find(const char *operand, int coins)
{
	struct str base = base_of(operand);
	int i;

	for (i = 0; i < coins && simulate_bases[i] != NULL; i++)
		if (str_is(base, simulate_bases[i]))
			return simulate_bases[i];
	log_error("%s", opt_unknown("market", base, simulate_bases));
	log_error("--list=markets names them all");
	exit(STATUS_REFUSED);
}

const char *const *
markets_bases(char *const *operands, int coins)
{
	static const char *bases[SIMULATE_COINS + 1];
	const char *base;
	size_t n = 0, i;

	if (operands[0] == NULL)
		opt_usage("name a market such as BTC, or '*' for all");
	for (; *operands != NULL; operands++) {
		if (strcmp(*operands, "*") == 0)
			return NULL;
		base = find(*operands, coins);
		for (i = 0; i < n && bases[i] != base;)
			i++;
		bases[i] = base;
		n = i == n ? n + 1 : n;
	}
	bases[n] = NULL;
	return bases;
}
