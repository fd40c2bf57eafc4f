#include "record/fast.h"

#include <stdlib.h>

#include "base/x.h"
#include "json/json.h"
#include "record/fast_room.h"
#include "record/record.h"

const struct fast_kernel fast_kernels[] = {
#if defined(__x86_64__)
	{ "avx2", fast_usable_avx2, fast_take_avx2, fast_rows_avx2 },
#endif
	{ "portable", fast_usable_portable, fast_take_portable,
	    fast_rows_portable },
	{ 0 },
};

const struct fast_kernel *
fast_kernel(void)
{
	const struct fast_kernel *k = fast_kernels;

	while (!k->usable())
		k++;
	return k;
}

static void
learn_who(struct fast *f, struct str text, const struct liquidation *l)
{
	struct fast_name *n;

	if (!phrases_keep(&f->who, text, (uint32_t)f->names))
		return;
	f->name = xgrow(f->name, f->names, &f->cap, sizeof(*f->name));
	n = &f->name[f->names++];
	memcpy(n->exchange, l->exchange, sizeof(n->exchange));
	memcpy(n->symbol, l->symbol, sizeof(n->symbol));
	memcpy(n->base, l->base, sizeof(n->base));
	memcpy(n->quote, l->quote, sizeof(n->quote));
}

static void
learn_how(struct fast *f, struct str text, const struct liquidation *l)
{
	struct fast_how *h;

	if (!phrases_keep(&f->how, text, (uint32_t)f->manners))
		return;
	f->manner =
	    xgrow(f->manner, f->manners, &f->manner_cap, sizeof(*f->manner));
	h = &f->manner[f->manners++];
	h->price_kind = l->price_kind;
	memcpy(h->source, l->source, sizeof(h->source));
}

/*
 * A phrase is whole members and nothing else: it begins and ends where the
 * reader stands between the same tokens in every line of the shape, so what it
 * said in this line it says in all.  The first begins and ends inside the
 * quotes of exchange and side, which record_parse found to be strings.
 */
void
fast_learn(struct fast *f, struct str line)
{
	enum {
		TS,
		EXCHANGE,
		SYMBOL,
		BASE,
		QUOTE,
		SIDE,
		PRICE,
		QTY,
		USD,
		PRICE_KIND,
		SOURCE,
		RECEIVED,
		ID,
		VALUES
	};
	struct str value[VALUES], who, how;
	struct record r;

	if (!f->unknown)
		return;
	f->unknown = false;
	if (record_parse(&r, line) != NULL || r.type != RECORD_LIQUIDATION ||
	    !phrase_values(value, r.type, str_trim(line)) ||
	    json_kind(value[SIDE]) != '"')
		return;
	who = phrase_between(value[EXCHANGE].s + 1, value[SIDE].s + 1);
	how = phrase_between(value[USD].s + value[USD].n, value[RECEIVED].s);
	learn_who(f, who, &r.as.liquidation);
	learn_how(f, how, &r.as.liquidation);
}

static struct dec
number(const struct fast_line *line, enum fast_number which)
{
	return (struct dec){ line->number[which], line->scale[which], true };
}

void
fast_record(
    const struct fast *f, const struct fast_line *line, struct record *r)
{
	const struct fast_name *who = &f->name[line->who];
	const struct fast_how *how = &f->manner[line->how];
	struct liquidation *l = &r->as.liquidation;

	r->type = RECORD_LIQUIDATION;
	l->ts = line->ts;
	memcpy(l->exchange, who->exchange, sizeof(l->exchange));
	memcpy(l->symbol, who->symbol, sizeof(l->symbol));
	memcpy(l->base, who->base, sizeof(l->base));
	memcpy(l->quote, who->quote, sizeof(l->quote));
	l->side = line->side;
	l->price = number(line, FAST_PRICE);
	l->qty = number(line, FAST_QTY);
	l->usd = number(line, FAST_USD);
	l->price_kind = how->price_kind;
	memcpy(l->source, how->source, sizeof(l->source));
	l->received = line->received;
	str_copy(l->id, sizeof(l->id), line->id);
}

void
fast_free(struct fast *f)
{
	phrases_free(&f->who);
	phrases_free(&f->how);
	free(f->name);
	free(f->manner);
	*f = (struct fast){ 0 };
}
