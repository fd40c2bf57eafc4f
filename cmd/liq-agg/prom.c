#include "liq-agg/prom.h"

#include "base/when.h"

/* By key of a total; those that are not here are labels, or nothing. */
static const struct metric {
	const char *key, *name, *help;
} metrics[] = {
	{ "count", "liq_events", "Liquidations in the window." },
	{ "long_count", "liq_long_events", "Of longs." },
	{ "short_count", "liq_short_events", "Of shorts." },
	{ "qty", "liq_coins", "Coins liquidated." },
	{ "usd", "liq_usd", "US dollars liquidated." },
	{ "long_usd", "liq_long_usd", "Of longs." },
	{ "short_usd", "liq_short_usd", "Of shorts." },
	{ "max_usd", "liq_max_usd", "The largest liquidation." },
	{ "low", "liq_low_price_usd", "The lowest price." },
	{ "high", "liq_high_price_usd", "The highest price." },
	{ "vwap", "liq_mean_price_usd", "Dollars by coins." },
	{ "coverage", "liq_coverage_ratio",
	    "Part of the window that was watched." },
	{ "sampled", "liq_sampled",
	    "1: an exchange publishes a part, liq_usd is a lower bound." },
	{ "final", "liq_final", "1: nothing is going to be added." },
	{ "usual_usd", "liq_usual_usd", "Median of such windows before." },
	{ "usual_spread", "liq_usual_spread_usd",
	    "Median distance from liq_usual_usd." },
	{ "times_usual", "liq_times_usual_ratio",
	    "How many times the usual this is." },
	{ "oi_change", "liq_open_interest_change_ratio",
	    "Change of open interest in the window." },
	{ "funding", "liq_funding_ratio", "Funding rate for 8 hours." },
	{ "state", "liq_leverage_state",
	    "1: leverage is as the label state says." },
	{ NULL, NULL, NULL },
};

static const struct metric *
find(const char *key)
{
	const struct metric *m;

	for (m = metrics; m->key != NULL; m++)
		if (strcmp(m->key, key) == 0)
			return m;
	return NULL;
}

static void
label(struct buf *to, const char *name, struct str value)
{
	size_t i;

	if (value.n == 0)
		return;
	buf_printf(to, "%c%s=\"", to->n == 0 ? '{' : ',', name);
	for (i = 0; i < value.n; i++)
		switch (value.s[i]) {
		case '\n':
			buf_puts(to, "\\n");
			break;
		case '"':
		case '\\':
			buf_putc(to, '\\');
			/* fall through */
		default:
			buf_putc(to, value.s[i]);
		}
	buf_putc(to, '"');
}

static void
put_labels(struct buf *to, const struct total *t, bool whole, bool bins)
{
	const struct field *f;
	struct buf cell = { 0 };

	for (f = total_fields; f->kind != FIELD_END; f++) {
		const bool border =
		    strcmp(f->key, "low") == 0 || strcmp(f->key, "high") == 0;

		if ((f->kind != FIELD_TEXT && f->kind != FIELD_NAME &&
			!(bins && border)) ||
		    strcmp(f->key, "max_id") == 0 ||
		    strcmp(f->key, "state") == 0)
			continue;
		buf_reset(&cell);
		bind_put_cell(&cell, f, t);
		label(to, f->key, buf_view(&cell));
	}
	buf_reset(&cell);
	if (whole)
		buf_puts(&cell, "all");
	else
		span_put(&cell, t->width_ms);
	label(to, "window", buf_view(&cell));
	buf_free(&cell);
}

static void
sample(struct buf *to, const struct metric *m, struct str labels,
    const struct field *f, const struct total *t)
{
	struct buf value = { 0 }, more = { 0 };

	bind_put_cell(&value, f, t);
	if (value.n == 0)
		goto out;
	buf_str(&more, labels);
	if (f->kind == FIELD_NAME) {
		label(&more, f->key, buf_view(&value));
		buf_reset(&value);
		buf_putc(&value, '1');
	} else if (f->kind == FIELD_BOOL) {
		buf_reset(&value);
		buf_putc(&value,
		    *(const int *)(const void *)((const char *)t + f->offset) ==
			    TRUTH_TRUE
			? '1'
			: '0');
	}
	buf_puts(to, m->name);
	buf_str(to, buf_view(&more));
	buf_puts(to, "} ");
	buf_str(to, buf_view(&value));
	buf_putc(to, '\n');
out:
	buf_free(&value);
	buf_free(&more);
}

void
prom_add(struct prom *p, const struct total *t, bool whole, bool bins)
{
	struct buf labels = { 0 };
	const struct metric *m;
	const struct field *f;

	put_labels(&labels, t, whole, bins);
	for (f = total_fields; f->kind != FIELD_END; f++)
		if ((m = find(f->key)) != NULL)
			sample(&p->samples[m - metrics], m, buf_view(&labels),
			    f, t);
	buf_free(&labels);
}

void
prom_put(struct buf *to, const struct prom *p)
{
	const struct metric *m;

	for (m = metrics; m->key != NULL; m++) {
		const struct str samples = buf_view(&p->samples[m - metrics]);

		if (samples.n == 0)
			continue;
		buf_printf(to, "# HELP %s %s\n# TYPE %s gauge\n", m->name,
		    m->help, m->name);
		buf_str(to, samples);
	}
}

void
prom_free(struct prom *p)
{
	size_t i;

	for (i = 0; i < PROM_METRICS; i++)
		buf_free(&p->samples[i]);
}
