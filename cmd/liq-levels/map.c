#include "liq-levels/map.h"

#include <math.h>
#include <string.h>

#include "base/when.h"

#define JUMP 1.6 /* ln 5: between candles, a change of the contract */

void
map_start(struct map *m, const struct map_rules *rules,
    const struct series *book, const struct margins *margins)
{
	struct ladder ladder[2];
	size_t i;

	*m = (struct map){ .rules = *rules,
		.book = *book,
		.now = INT64_MIN,
		.told = INT64_MIN };
	variant_ladders(rules->variant, &rules->law, margins_rate(margins),
	    margins_nearest(margins), ladder);
	for (i = 0; i < 2; i++)
		ladder_cut(&ladder[i], rules->near, rules->far);
	memory_start(&m->memory, &rules->rules, ladder, rules->step / 2);
	if (!rules->aged)
		return;
	memory_start(&m->clock, &rules->rules, ladder, rules->step / 2);
	m->clock.timed = true;
}

int64_t
map_bin(const struct map *m, double price)
{
	return (int64_t)floor(log(price) / m->rules.step);
}

double
map_price(const struct map *m, double bin)
{
	return exp(bin * m->rules.step);
}

double
map_last(const struct map *m)
{
	return exp(m->memory.pace.close);
}

bool
map_follows(const struct map *m, const struct series *s)
{
	return strcmp(m->book.exchange, s->exchange) == 0 &&
	       strcmp(m->book.symbol, s->symbol) == 0 &&
	       strcmp(m->book.quote, s->quote) == 0;
}

static void
begin_sheet(struct map *m, int64_t ts, int64_t width_ms, const struct candle *c)
{
	struct sheet *s = &m->sheet;
	const int64_t unit = m->rules.width_ms;
	int i;

	s->width_ms = unit * ((width_ms + unit - 1) / unit);
	s->ts = floor_div(ts, s->width_ms) * s->width_ms;
	s->open = c->open;
	s->low = c->low;
	s->high = c->high;
	for (i = 0; i < 2; i++) {
		s->swept[i].n = 0;
		s->usd[i] = 0;
	}
}

static void
flush(struct map *m)
{
	if (m->sheet.width_ms > 0 && m->column != NULL)
		m->column(m->arg, m);
	m->sheet.width_ms = 0;
}

static void
on_sheet(struct map *m, int64_t ts, int64_t width_ms, const struct candle *c)
{
	struct sheet *s = &m->sheet;

	if (s->width_ms == 0)
		begin_sheet(m, ts, width_ms, c);
	if (dec_cmp(c->low, s->low) < 0)
		s->low = c->low;
	if (dec_cmp(c->high, s->high) > 0)
		s->high = c->high;
	s->close = c->close;
}

static struct bar
bar_of(const struct map *m, const struct fact *f, int64_t width_ms,
    const struct candle *c)
{
	struct bar b = { .ts = f->at - width_ms, .width_ms = width_ms };

	b.open = log(dec_double(c->open));
	b.high = log(dec_double(c->high));
	b.low = log(dec_double(c->low));
	b.close = log(dec_double(c->close));
	b.volume = f->usd;
	b.interest = marks_interest(&m->marks, b.ts);
	return b;
}

static void
path_of(struct map *m, struct path *path, const struct bar *b)
{
	double price[PATH_STEPS - 1];
	const size_t n = marks_within(&m->marks, b->ts, b->width_ms, price);

	if (n > 0) {
		path_marks(path, b, price, n);
		m->tally.marked++;
	} else {
		path_legs(path, b);
	}
}

static void
holding_swept(void *arg, const struct holding *h)
{
	struct map *m = arg;
	struct sheet *s = &m->sheet;

	bins_add(&s->swept[memory_of(h->side)],
	    (int64_t)floor(h->level / m->rules.step), h->usd);
	s->usd[memory_of(h->side)] += h->usd;
	odds_add(&m->odds, s->ts, h->side, h->usd);
}

static void
count_swept(struct map *m, const struct bar *b)
{
	const int64_t low = (int64_t)floor(b->low / m->rules.step);
	const int64_t high = (int64_t)floor(b->high / m->rules.step);
	struct sheet *s = &m->sheet;
	double factor;
	int side;

	if (m->rules.variant->distances == DISTANCES_NONE) {
		holdings_sweep(&m->holdings, b->ts + b->width_ms, b->low,
		    b->high, holding_swept, m);
		return;
	}
	for (side = SIDE_LONG; side <= SIDE_SHORT; side++) {
		const size_t i = memory_of(side);

		factor = tuning_factor(&m->tuning[i]);
		bins_swept(&s->swept[i], &m->memory, side, low, high, factor);
		s->usd[i] += factor * m->memory.total[i];
		odds_add(&m->odds, b->ts, side, m->memory.total[i]);
	}
}

/* A price that is another unit's: what stood is of no use. */
static void
change_contract(struct map *m)
{
	memory_clear(&m->memory);
	if (m->rules.aged)
		memory_clear(&m->clock);
	m->tally.jumps++;
}

/* The clock sees what the memory saw. */
static void
tick(struct map *m, const struct bar *b, const struct path *path)
{
	if (!m->clock.pace.any)
		m->clock.since = b->ts;
	memory_advance(&m->clock, b, path);
}

static const char *
add_candle(struct map *m, const struct history *h, const struct fact *f)
{
	const int64_t width = h->series[f->series].width_ms;
	struct candle c;
	struct path path;
	struct bar b;
	const char *why;

	if (f->at - width < m->now) {
		m->tally.repeated++;
		return NULL;
	}
	/* A column is told as it stood before the next one began. */
	if (f->at - width >= m->sheet.ts + m->sheet.width_ms)
		flush(m);
	history_candle(h, f, &c);
	b = bar_of(m, f, width, &c);
	if (m->memory.pace.any && fabs(b.open - m->memory.pace.close) > JUMP)
		change_contract(m);
	path_of(m, &path, &b);
	if ((why = memory_advance(&m->memory, &b, &path)) != NULL) {
		m->tally.refused++;
		return why;
	}
	if (m->rules.aged)
		tick(m, &b, &path);
	on_sheet(m, b.ts, width, &c);
	count_swept(m, &b);
	pace_watch(&m->memory.pace, (double)width / (double)HOUR_MS, b.interest,
	    b.close - b.open, b.volume, (double)f->bought);
	m->now = f->at;
	m->tally.candles++;
	m->tally.measured += b.volume >= 0;
	m->tally.with_interest += b.interest > 0;
	marks_forget(&m->marks, m->now);
	return NULL;
}

static void
add_interest(struct map *m, const struct fact *f, int64_t spacing)
{
	struct spot spot = { .ts = f->at, .interest = f->usd };

	if (f->usd < 0)
		spot.interest = m->memory.pace.any ? -f->usd * map_last(m) : 0;
	spot.priced = f->is.price > 0;
	if (spot.priced)
		spot.price = log(f->is.price);
	marks_add(&m->marks, spot, spacing);
}

static void
add_funding(struct map *m, const struct fact *f)
{
	struct spot spot = { .ts = f->at, .priced = f->is.price > 0 };

	m->funding = f->usd;
	m->funded = true;
	if (!spot.priced)
		return;
	spot.price = log(f->is.price);
	marks_add(&m->marks, spot, -1);
}

const char *
map_add(struct map *m, const struct history *h, const struct fact *f)
{
	const struct series *s = &h->series[f->series];

	if (f->at > m->due.last.at)
		map_settle(m);
	switch (f->kind) {
	case FACT_POSITION:
		holdings_add(&m->holdings, &history_kept(h, f)->as.position);
		return NULL;
	case FACT_TOTAL:
		map_total(m, f, s->width_ms);
		return NULL;
	case FACT_EVENT:
		map_event(m, f);
		return NULL;
	default:
		break;
	}
	if (!map_follows(m, s))
		return NULL;
	switch (f->kind) {
	case FACT_CANDLE:
		return add_candle(m, h, f);
	case FACT_INTEREST:
		add_interest(m, f, s->width_ms);
		break;
	case FACT_FUNDING:
		add_funding(m, f);
		break;
	case FACT_TIER:
		margins_add(&m->margins, &history_kept(h, f)->as.tier);
		break;
	case FACT_INSTRUMENT:
		m->inverse =
		    history_kept(h, f)->as.instrument.inverse == TRUTH_TRUE;
		break;
	default:
		depth_set(&m->depth, &history_kept(h, f)->as.book);
	}
	return NULL;
}

void
map_end(struct map *m)
{
	map_settle(m);
	flush(m);
}

void
map_free(struct map *m)
{
	bins_free(&m->sheet.swept[0]);
	bins_free(&m->sheet.swept[1]);
	memory_free(&m->memory);
	memory_free(&m->clock);
	fit_free(&m->fit);
	holdings_free(&m->holdings);
	margins_free(&m->margins);
	marks_free(&m->marks);
	depth_free(&m->depth);
}
