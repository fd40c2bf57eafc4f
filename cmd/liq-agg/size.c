#include "liq-agg/size.h"

#define USD INT64_C(100000000) /* in units of USD_SCALE */

const char *const size_names[SIZES] = { "0-100", "100-1k", "1k-10k", "10k-100k",
	"100k-1M", "1M-10M", "10M+" };

/* Where the bucket after it begins. */
static const int64_t ends[SIZES - 1] = { 100 * USD, 1000 * USD, 10000 * USD,
	100000 * USD, 1000000 * USD, 10000000 * USD };

int
size_of(i128 usd)
{
	int i = 0;

	while (i < SIZES - 1 && usd >= ends[i])
		i++;
	return i;
}
