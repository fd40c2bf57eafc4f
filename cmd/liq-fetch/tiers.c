#include "liq-fetch/tiers.h"

#include "liq-fetch/contract.h"

/* What a step adds to what is taken off: its floor, times the rise in mmr. */
static bool
add_deduct(
    struct dec *deduct, struct dec floor, struct dec mmr, struct dec before)
{
	struct dec rise, more;

	return dec_sub(&rise, mmr, before) && dec_mul(&more, floor, rise) &&
	       dec_add(deduct, *deduct, more);
}

int
tiers_give(const struct exchange *x, const struct market *m, int64_t ts,
    const struct context *context, const struct sink *to)
{
	const struct contract c = { .exchange = x, .market = *m };
	const struct tier_fact *f = x->tiers;
	struct dec floor = dec_int(0), deduct = floor, mmr = floor, cap;
	struct record out;
	struct tier *t = &out.as.tier;
	int n = 0;

	for (; f != NULL && f->symbol != NULL; f++) {
		if (strcmp(f->symbol, m->symbol) != 0)
			continue;
		contract_record(&c, context, &out, RECORD_TIER, ts);
		if (dec_parse(&cap, str_of(f->cap_usd)) != NULL ||
		    dec_parse(&t->max_leverage, str_of(f->max_leverage)) !=
			NULL ||
		    dec_parse(&t->mmr, str_of(f->mmr)) != NULL ||
		    !add_deduct(&deduct, floor, t->mmr, mmr))
			break;
		t->tier = ++n;
		t->floor_usd = floor;
		t->cap_usd = cap;
		t->deduct_usd = deduct;
		to->record(to->arg, &out);
		floor = cap;
		mmr = t->mmr;
	}
	return n;
}
