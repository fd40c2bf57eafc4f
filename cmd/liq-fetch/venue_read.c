#include "liq-fetch/venue_read.h"

#include "base/x.h"
#include "io/log.h"
#include "json/json.h"

/* Kinds whose ts is a point of their history. */
#define HISTORY \
	(1u << RECORD_LIQUIDATION | 1u << RECORD_CANDLE | 1u << RECORD_OI | \
	    1u << RECORD_FUNDING | 1u << RECORD_RATIO | 1u << RECORD_TOTAL)

/* One market of many, and not by its name: dated ones are for those who ask. */
static bool
is_dated(const struct venue *v, const struct head *h)
{
	const struct instrument *i = instruments_find(
	    v->query->instruments, v->exchange->name, h->symbol);

	return i != NULL && i->kind == CONTRACT_DATED;
}

/* Whose it is; a total has its width between the time and that. */
static struct head
head_of(const struct record *r)
{
	const struct total *t = &r->as.total;
	struct head h = { .ts = t->ts };

	if (r->type != RECORD_TOTAL)
		return r->as.head;
	memcpy(h.exchange, t->exchange, sizeof(h.exchange));
	memcpy(h.symbol, t->symbol, sizeof(h.symbol));
	memcpy(h.base, t->base, sizeof(h.base));
	memcpy(h.quote, t->quote, sizeof(h.quote));
	return h;
}

static bool
is_wanted(const struct venue *v, const struct record *r)
{
	const struct head of = head_of(r), *h = &of;
	const struct task *t = v->now->job->task;
	enum meant meant = wanted_row(
	    v->query->wanted, v->exchange->name, h->symbol, h->base, h->quote);

	if (r->type != t->rest->kind && r->type != RECORD_TOTAL)
		return false;
	if (v->listed && r->type != RECORD_TOTAL &&
	    instruments_find(
		v->query->instruments, v->exchange->name, h->symbol) == NULL)
		return false; /* a share or a metal that looks like a coin */
	if (HISTORY >> r->type & 1 && !t->rest->moment &&
	    (h->ts < t->since || h->ts >= t->until))
		return false;
	if (meant == MEANT_COIN && r->type != RECORD_LIQUIDATION &&
	    r->type != RECORD_TOTAL && r->type != RECORD_INSTRUMENT &&
	    is_dated(v, h))
		return false;
	return meant != MEANT_NOT;
}

static void
repeat(void *venue)
{
	struct venue *v = venue;

	emit_repeat(v->query->emit);
}

static void
refuse(void *venue, const char *why)
{
	struct venue *v = venue;

	log_warn("%s: %s: %s", v->exchange->name, v->now->job->task->rest->name,
	    why);
	v->query->emit->refused++;
	v->status = status_worst(v->status, STATUS_INCOMPLETE);
}

static void
take(void *venue, const struct record *r)
{
	struct venue *v = venue;
	int64_t before;
	const char *why = market_check(r);

	if (why == NULL && !when_sane(r->as.ts))
		why = "a time outside 2015 to 2100";
	if (why != NULL) {
		refuse(venue, why);
		return;
	}
	if (r->type == RECORD_INSTRUMENT)
		instruments_add(v->query->instruments, &r->as.instrument);
	price_learn(v->query->prices, r);
	if (!is_wanted(v, r))
		return;
	v->rows++;
	before = v->query->emit->count;
	emit_record(v->query->emit, r);
	v->fresh += v->query->emit->count - before;
}

const char *
venue_read(struct venue *v, const struct flight *f, const struct http_answer *a,
    struct turn *turn)
{
	const char *why = json_check(a->body);

	*turn = (struct turn){ .oldest = INT_NONE, .newest = INT_NONE };
	if (why != NULL)
		return why;
	v->context =
	    (struct context){ v->query->instruments, "rest", a->received };
	v->sink = (struct sink){ take, refuse, repeat, NULL, v };
	v->now = f;
	ident_scope(&v->query->emit->ident); /* each page is a delivery */
	why = f->job->task->rest->answer(
	    turn, a->body, &f->page, &v->context, &v->sink);
	v->now = NULL;
	return why;
}
