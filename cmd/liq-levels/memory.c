#include "liq-levels/memory.h"

#include <math.h>

#include "base/when.h"

void
memory_start(struct memory *m, const struct rules *rules,
    const struct ladder ladder[2], double bin)
{
	int i;

	*m = (struct memory){ .rules = *rules, .bin = bin };
	for (i = 0; i < 2; i++) {
		m->ladder[i] = ladder[i];
		pile_start(&m->pile[i], &m->ladder[i], bin);
		swept_free(&m->swept[i]);
	}
}

/* How far the mark went down in a step. */
static double
reach(const struct step *s, double shrink)
{
	return s->low + shrink * (fmin(s->end, s->high) - s->low);
}

/* The step as the shorts see it. */
static struct step
mirror(const struct step *s)
{
	return (struct step){ -s->high, -s->low, -s->end, s->share };
}

/* One candle for one side. */
struct turn {
	struct pile *pile;
	struct swept *swept;
	double births; /* USD of volume that opens this side */
	double lean; /* factor on them */
	double fresh_usd; /* what they count as when they are swept */
	double keep; /* of what stands afterwards */
};

static void
walk(const struct memory *m, const struct path *path, const struct turn *t,
    bool mirrored)
{
	struct step s;
	size_t i;

	for (i = 0; i < path->n; i++) {
		s = mirrored ? mirror(&path->of[i]) : path->of[i];
		pile_birth(t->pile, s.low / m->bin, s.high / m->bin,
		    s.share * t->lean);
		pile_sweep(t->pile, reach(&s, m->rules.shrink) / m->bin,
		    t->births, t->fresh_usd, t->swept);
	}
	pile_close(t->pile, t->births, t->keep);
}

/* All open interest stands at the open, and nothing else does. */
static void
restart(const struct memory *m, struct pile *p, double open, double interest)
{
	pile_clear(p);
	pile_open(p, open / m->bin, open / m->bin);
	pile_birth(p, open / m->bin, open / m->bin, 1);
	pile_close(p, interest, 1);
}

struct amounts {
	double births, ahead, keep;
};

/* The USD that open positions, and what closes old ones. */
static struct amounts
amounts(const struct memory *m, const struct bar *b, double volume,
    const struct tempo *tempo, double interest)
{
	struct amounts a = { volume, tempo->volume_ahead, 1 };
	const double was = m->interest, is = interest;

	switch (m->rules.birth) {
	case BIRTH_INTEREST:
		a.births = was > 0 && b->interest > was ? b->interest - was : 0;
		a.ahead = 0; /* it is known when the candle has ended */
		if (was > 0 && b->interest > 0 && b->interest < was)
			a.keep = b->interest / was;
		return a;
	case BIRTH_ALL:
		a.births = a.ahead = 0;
		return a;
	default:
		break;
	}
	if (m->rules.own)
		a.ahead = volume;
	if (m->rules.closing > 0 && is > 0)
		a.keep = exp(-m->rules.closing * volume / is);
	return a;
}

/* What a USD that is opened counts. */
static double
worth(const struct memory *m, const struct bar *b)
{
	const int64_t middle = b->ts + b->width_ms / 2;

	return m->timed ? (double)(middle - m->since) / (double)HOUR_MS : 1;
}

static void
weigh(struct swept *s, double by, double *total)
{
	int64_t i;

	*total = 0;
	for (i = s->first; i <= s->last; i++) {
		s->usd[i - s->low] *= by;
		*total += s->usd[i - s->low];
	}
}

static bool
open_piles(struct memory *m, const struct bar *b)
{
	const double low = b->low / m->bin, high = b->high / m->bin;

	return pile_open(&m->pile[0], low, high) &&
	       pile_open(&m->pile[1], -high, -low);
}

const char *
memory_advance(struct memory *m, const struct bar *b, const struct path *path)
{
	const double hours = (double)b->width_ms / (double)HOUR_MS;
	const bool measured = b->volume >= 0 && m->rules.birth != BIRTH_LENGTH;
	const double volume =
	    measured ? b->volume : pace_volume(&m->pace, path->length);
	struct tempo tempo = pace_tempo(&m->pace, hours, volume, path->length);
	double interest = b->interest > 0 && measured
			      ? b->interest
			      : pace_interest(&m->pace, volume / hours);
	struct amounts a = amounts(m, b, volume, &tempo, interest);
	const double each = worth(m, b);
	int i;

	if (!open_piles(m, b))
		return "a candle that is wider than a map";
	for (i = 0; i < 2; i++) {
		const double lean = (i == 0 ? -1 : 1) * m->rules.lean;
		struct turn t = { &m->pile[i], &m->swept[i], each * a.births,
			exp(lean * tempo.lean), a.ahead, a.keep };

		swept_clear(t.swept);
		if (m->rules.birth == BIRTH_ALL && m->interest > 0) {
			restart(m, t.pile, i == 0 ? b->open : -b->open,
			    each * m->interest);
			open_piles(m, b);
		}
		walk(m, path, &t, i == 1);
		weigh(t.swept, m->rules.speed ? tempo.speed : 1, &m->total[i]);
	}
	pace_add(&m->pace, hours, volume, measured, path->length, b->close);
	if (b->interest > 0)
		m->interest = b->interest;
	return NULL;
}

void
memory_clear(struct memory *m)
{
	pile_clear(&m->pile[0]);
	pile_clear(&m->pile[1]);
	m->pace.any = false;
}

void
memory_free(struct memory *m)
{
	int i;

	for (i = 0; i < 2; i++) {
		pile_free(&m->pile[i]);
		swept_free(&m->swept[i]);
	}
}
