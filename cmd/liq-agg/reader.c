#include "liq-agg/reader.h"

#include <stdlib.h>

void
reader_free(struct reader *r)
{
	fast_free(&r->fast);
	tally_free(&r->tally);
	free(r->who);
	*r = (struct reader){ 0 };
}
