#include "liq-fetch/series.h"

#include "base/when.h"
#include "json/json.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define TIMES_MAX 1024 /* rows of an answer that are looked at */

struct times {
	int64_t of[TIMES_MAX];
	size_t n;
};

static void
collect(struct times *t, struct str rows, const struct series_funding *f)
{
	struct str row;

	for (t->n = 0; t->n < TIMES_MAX && json_element(&rows, &row);)
		if (wire_time(&t->of[t->n], wire_get(row, f->time),
			f->per_second) == NULL)
			t->n++;
}

/* Between a time and the nearest on one side of it; 0: there is none. */
static int64_t
nearest(const struct times *t, int64_t ts, bool before)
{
	int64_t span, best = 0;
	size_t i;

	for (i = 0; i < t->n; i++) {
		span = before ? ts - t->of[i] : t->of[i] - ts;
		if (span > 0 && (best == 0 || span < best))
			best = span;
	}
	return best;
}

static int64_t
width(const struct times *t, int64_t ts)
{
	int64_t span = nearest(t, ts, true);

	if (span == 0)
		span = nearest(t, ts, false);
	return span <= DAY_MS ? span : 0;
}

static const char *
settled(struct str row, struct reading *r, const struct series_funding *f,
    const struct times *t)
{
	struct dec rate, none = { 0 };
	const char *why;
	int64_t ts;

	why = wire_time(&ts, wire_get(row, f->time), f->per_second);
	turn_row(r->turn, why == NULL ? ts : INT_NONE);
	if (why != NULL)
		return why;
	if ((why = cell_need(&rate, wire_get(row, f->rate), f->rate)) != NULL)
		return why;
	return stats_funding(r, ts, rate, width(t, ts), none, FUNDING_SETTLED);
}

const char *
series_funding(
    struct str rows, struct reading *r, const struct series_funding *f)
{
	struct times times;
	struct str row;
	const char *why;

	if (json_kind(rows) != '[')
		return "its rows are no array";
	collect(&times, rows, f);
	while (json_element(&rows, &row))
		if ((why = settled(row, r, f, &times)) != NULL)
			r->to->refuse(r->to->arg, why);
	return NULL;
}

const char *
series_tiers(struct str rows, struct reading *r, int64_t ts,
    const char *(*read)(struct str row, struct tier *))
{
	struct record record;
	struct tier *t = &record.as.tier;
	struct dec floor = dec_int(0);
	struct str row;
	const char *why;
	int64_t number;

	if (json_kind(rows) != '[')
		return "its rows are no array";
	for (number = 1; json_element(&rows, &row); number++) {
		turn_row(r->turn, INT_NONE);
		contract_record(
		    &r->contract, r->context, &record, RECORD_TIER, ts);
		t->tier = number;
		t->floor_usd = floor;
		why =
		    floor.known ? read(row, t) : "a step before it is missing";
		if (why == NULL && dec_cmp(t->cap_usd, floor) <= 0)
			why = "it ends before it begins";
		floor = why == NULL ? t->cap_usd : (struct dec){ 0 };
		if (why == NULL)
			r->to->record(r->to->arg, &record);
		else
			r->to->refuse(r->to->arg, why);
	}
	return NULL;
}
