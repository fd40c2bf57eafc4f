#include "liq-agg/sum.h"

static bool
id_before(const char *a, const char *b)
{
	if (*a == '\0' || *b == '\0')
		return *b == '\0' && *a != '\0';
	return strcmp(a, b) < 0;
}

static void
largest(
    struct sum *s, const struct events *events, const struct event *e, i128 usd)
{
	if (s->max != NULL &&
	    (usd < s->max_usd ||
		(usd == s->max_usd &&
		    !id_before(event_id(events, e), event_id(events, s->max)))))
		return;
	s->max = e;
	s->max_usd = usd;
}

static void
range(struct sum *s, struct dec price)
{
	if (!s->low.known || dec_cmp(price, s->low) < 0)
		s->low = price;
	if (!s->high.known || dec_cmp(price, s->high) > 0)
		s->high = price;
}

static bool
add_side(struct sum *s, int side, i128 usd)
{
	switch (side) {
	case SIDE_LONG:
		s->long_count++;
		return fixed_add(&s->long_usd, usd);
	case SIDE_SHORT:
		s->short_count++;
		return fixed_add(&s->short_usd, usd);
	default:
		return true;
	}
}

const char *
sum_add(struct sum *s, const struct events *events, const struct event *e,
    enum source_class class)
{
	i128 usd, qty;

	if (!dec_fixed(&usd, event_number(events, e, EVENT_USD), USD_SCALE) ||
	    !dec_fixed(&qty, event_number(events, e, EVENT_QTY), QTY_SCALE) ||
	    !fixed_add(&s->usd, usd) || !fixed_add(&s->qty, qty) ||
	    !add_side(s, e->side, usd))
		return "a sum is over 38 digits";
	s->count++;
	s->classes |= 1U << class;
	largest(s, events, e, usd);
	range(s, event_number(events, e, EVENT_PRICE));
	return NULL;
}

/* Is usd a lower bound?  Unknown unless every source is known. */
static enum truth
sampled(unsigned classes)
{
	const unsigned whole = 1U << CLASS_COMPLETE | 1U << CLASS_SIMULATED;

	if (classes & 1U << CLASS_SAMPLED)
		return TRUTH_TRUE;
	return classes != 0 && (classes & ~whole) == 0 ? TRUTH_FALSE
						       : TRUTH_NULL;
}

void
sum_total(struct total *t, const struct events *events, const struct sum *s)
{
	t->count = s->count;
	t->long_count = s->long_count;
	t->short_count = s->short_count;
	t->qty = dec_of_fixed(s->qty, QTY_SCALE);
	t->usd = dec_of_fixed(s->usd, USD_SCALE);
	t->long_usd = dec_of_fixed(s->long_usd, USD_SCALE);
	t->short_usd = dec_of_fixed(s->short_usd, USD_SCALE);
	t->low = s->low;
	t->high = s->high;
	t->sampled = sampled(s->classes);
	if (s->max == NULL)
		return;
	t->max_usd = dec_of_fixed(s->max_usd, USD_SCALE);
	str_copy(
	    t->max_id, sizeof(t->max_id), str_of(event_id(events, s->max)));
}
