#include "liq-levels/explain.h"

#include "base/when.h"
#include "io/out.h"

static void
put_inputs(struct buf *to, const struct map *m)
{
	const struct tally *n = &m->tally;

	buf_printf(to,
	    "candles           %lld used, %lld passed over, "
	    "%lld refused\n",
	    (long long)n->candles, (long long)n->repeated,
	    (long long)n->refused);
	buf_printf(
	    to, "volume            in %lld of them\n", (long long)n->measured);
	buf_printf(to,
	    "open interest     before %lld of them; else 18 hours "
	    "of volume\n",
	    (long long)n->with_interest);
	buf_printf(to,
	    "marks inside      of %lld of them; else a path "
	    "through the extremes\n",
	    (long long)n->marked);
	buf_printf(to, "changes of unit   %lld\n", (long long)n->jumps);
	buf_printf(to, "what came true    %lld sides and hours\n",
	    (long long)n->tuned);
	buf_printf(to, "factors learnt    %.6f longs, %.6f shorts\n",
	    tuning_factor(&m->tuning[0]), tuning_factor(&m->tuning[1]));
	if (m->margins.n > 0)
		buf_printf(to, "margin tiers      %zu; the lowest %gx at %g\n",
		    m->margins.n, m->margins.of[0].max_leverage,
		    m->margins.of[0].mmr);
	else
		buf_puts(to, "margin tiers      none\n");
}

static void
put_rules(struct buf *to, const struct map *m)
{
	const struct rules *r = &m->rules.rules;
	static const char *const births[] = { "volume", "length of the path",
		"risen open interest", "all open interest" };

	buf_printf(to, "births from       %s\n", births[r->birth]);
	buf_printf(to,
	    "lean              %g per deviation of 6 h, "
	    "against the move\n",
	    r->lean);
	buf_printf(to, "wick              %g of it not followed\n", r->shrink);
	buf_printf(to, "closing           %g per turnover of open interest\n",
	    r->closing);
	buf_printf(to, "speed             %s\n",
	    r->speed ? "(path / its mean of 24 h) ^ 0.15" : "not used");
	buf_printf(to, "volume of sweeps  %s\n",
	    r->own ? "the candle's own" : "forecast from the path");
}

static void
put_ladder(struct buf *to, const struct ladder *l, const char *side)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		buf_printf(to, "%-6s %2zu %9.6f %14.6e %3dx\n", side, i,
		    l->distance[i], l->birth[i],
		    ladder_band_leverage(ladder_band(l->distance[i])));
}

static void
put_law(struct buf *to, const struct params *p)
{
	const struct law *l = &p->law;

	buf_printf(to,
	    "distances         %g * %g^i; births %g * (d/%g)^%g * ln %g "
	    "below %g,\n                  ^%g above\n",
	    l->nearest, l->ratio, l->scale, l->bend, l->near_power, l->ratio,
	    l->bend, l->far_power);
	buf_printf(to, "fitted to         %s\n", p->data);
}

void
explain_map(struct teller *t, const struct map *m, const struct params *p)
{
	struct buf *to = &t->line;

	buf_printf(to, "%s: model %s, driven by %s %s", m->book.base,
	    tell_model(m), m->book.exchange, m->book.symbol);
	if (m->now != INT64_MIN) {
		buf_puts(to, ", as of ");
		when_put(to, m->now);
	}
	buf_puts(to, "\n\n");
	put_inputs(to, m);
	buf_putc(to, '\n');
	put_rules(to, m);
	if (m->rules.variant->distances == DISTANCES_LAW)
		put_law(to, p);
	buf_puts(to, "\nside    i  distance      births a USD label\n");
	put_ladder(to, &m->memory.ladder[0], "long");
	put_ladder(to, &m->memory.ladder[1], "short");
	out_take(to);
}
