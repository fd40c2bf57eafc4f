#include "liq-levels/params.h"

#include <errno.h>
#include <unistd.h>

#include "base/when.h"
#include "io/file.h"
#include "io/lines.h"
#include "json/bind.h"
#include "json/json.h"

#define FITTED INT64_C(1769904000000) /* 2026-02-01 */
#define DATA \
	"binance BTC 1h volume and 5m marks against liquidations of " \
	"binance, bybit and okx, 2025-12-04 to 2026-01-31"

/* The file as it stands. */
struct text {
	struct dec scale, nearest, ratio, bend, near_power, far_power;
	struct dec lean, shrink, closing;
	struct str low, high; /* arrays */
	char data[160];
	int64_t until;
};

static const struct field fields[] = {
	{ FIELD("scale", DEC, 0, struct text, scale) },
	{ FIELD("nearest", DEC, 0, struct text, nearest) },
	{ FIELD("ratio", DEC, 0, struct text, ratio) },
	{ FIELD("bend", DEC, 0, struct text, bend) },
	{ FIELD("near_power", DEC, 0, struct text, near_power) },
	{ FIELD("far_power", DEC, 0, struct text, far_power) },
	{ FIELD("lean", DEC, 0, struct text, lean) },
	{ FIELD("shrink", DEC, 0, struct text, shrink) },
	{ FIELD("closing", DEC, 0, struct text, closing) },
	{ FIELD("low", RAW, FIELD_NULL, struct text, low) },
	{ FIELD("high", RAW, FIELD_NULL, struct text, high) },
	{ FIELD("data", TEXT, FIELD_NULL, struct text, data) },
	{ FIELD("until", INT, FIELD_NULL, struct text, until) },
	{ 0 },
};

void
params_default(struct params *p)
{
	const struct rules *r = &variants[0].rules;

	*p = (struct params){ .law = ladder_law,
		.lean = r->lean,
		.shrink = r->shrink,
		.closing = r->closing,
		.odds = odds_law,
		.data = DATA,
		.until = FITTED };
}

static bool
within(struct dec d, double low, double high)
{
	const double x = dec_double(d);

	return x >= low && x <= high;
}

static const char *
check(const struct text *t)
{
	if (!within(t->scale, 1e-12, 1e3))
		return "\"scale\" is not between 1e-12 and 1000";
	if (!within(t->nearest, 1e-4, 0.1) || !within(t->ratio, 1.01, 2) ||
	    !within(t->bend, 1e-4, 1))
		return "the distances are out of range";
	if (!within(t->near_power, -5, 5) || !within(t->far_power, -5, 5))
		return "a power is not between -5 and 5";
	if (!within(t->lean, -3, 3) || !within(t->shrink, 0, 1) ||
	    !within(t->closing, 0, 100))
		return "\"lean\", \"shrink\" or \"closing\" is out of range";
	return NULL;
}

/* Quantiles by size; where they are left out the ones that ship stay. */
static const char *
knots(double to[ODDS_KNOTS], struct str list)
{
	struct str v;
	struct dec d;
	int i;

	if (list.n == 0)
		return NULL;
	for (i = 0; i < ODDS_KNOTS; i++) {
		if (!json_element(&list, &v) || dec_parse(&d, v) != NULL ||
		    !within(d, 1e-6, 1e6))
			return "\"low\" or \"high\" is not a list of five "
			       "factors";
		to[i] = dec_double(d);
	}
	return json_element(&list, &v) ? "\"low\" or \"high\" is too long"
				       : NULL;
}

static const char *
parse_odds(struct odds_law *to, const struct text *t)
{
	const char *why;
	int i;

	*to = odds_law;
	if ((why = knots(to->low, t->low)) != NULL ||
	    (why = knots(to->high, t->high)) != NULL)
		return why;
	for (i = 0; i < ODDS_KNOTS; i++)
		if (to->low[i] > to->high[i])
			return "\"low\" is above \"high\"";
	return NULL;
}

static const char *
parse(struct params *p, struct str text)
{
	struct text t;
	const char *why;

	if ((why = json_check(text)) != NULL)
		return why;
	if (json_kind(text) != '{')
		return "not an object";
	if ((why = bind_get(&t, fields, text)) != NULL ||
	    (why = check(&t)) != NULL ||
	    (why = parse_odds(&p->odds, &t)) != NULL)
		return why;
	p->law.scale = dec_double(t.scale);
	p->law.nearest = dec_double(t.nearest);
	p->law.ratio = dec_double(t.ratio);
	p->law.bend = dec_double(t.bend);
	p->law.near_power = dec_double(t.near_power);
	p->law.far_power = dec_double(t.far_power);
	p->lean = dec_double(t.lean);
	p->shrink = dec_double(t.shrink);
	p->closing = dec_double(t.closing);
	str_copy(p->data, sizeof(p->data), str_of(t.data));
	p->until = t.until;
	return NULL;
}

const char *
params_read(struct params *p, const char *file)
{
	struct buf text = { 0 };
	const char *why;
	struct lines *in = lines_open(file, &why);
	struct str line;
	int rc;

	if (in == NULL)
		return why;
	while ((rc = lines_next(in, &line, &why)) > 0) {
		buf_str(&text, line);
		buf_putc(&text, '\n');
		if (text.n > LINE_MAX_BYTES)
			break;
	}
	if (rc < 0)
		why = lines_error(in);
	else
		why = parse(p, buf_view(&text));
	lines_close(in);
	buf_free(&text);
	return why;
}

static struct dec
decimal(double x)
{
	struct dec d;

	return dec_of_double(&d, x, 9) ? d : (struct dec){ 0 };
}

static struct str
put_knots(struct buf *to, const double of[ODDS_KNOTS])
{
	int i;

	for (i = 0; i < ODDS_KNOTS; i++) {
		buf_putc(to, i == 0 ? '[' : ',');
		dec_put(to, decimal(of[i]));
	}
	buf_putc(to, ']');
	return buf_view(to);
}

void
params_put(struct buf *to, const struct params *p)
{
	struct buf low = { 0 }, high = { 0 };
	struct text t = { .scale = decimal(p->law.scale),
		.nearest = decimal(p->law.nearest),
		.ratio = decimal(p->law.ratio),
		.bend = decimal(p->law.bend),
		.near_power = decimal(p->law.near_power),
		.far_power = decimal(p->law.far_power),
		.lean = decimal(p->lean),
		.shrink = decimal(p->shrink),
		.closing = decimal(p->closing),
		.low = put_knots(&low, p->odds.low),
		.high = put_knots(&high, p->odds.high),
		.until = p->until };

	str_copy(t.data, sizeof(t.data), str_of(p->data));
	buf_putc(to, '{');
	bind_put(to, fields, &t, false);
	buf_puts(to, "}\n");
	buf_free(&low);
	buf_free(&high);
}

bool
params_fit(struct params *p, const struct fit *fit, const char *base)
{
	struct buf text = { 0 };
	double scale;
	int sizes;

	if (!fit_scale(fit, &scale))
		return false;
	p->law.scale *= scale;
	p->until = fit->until;
	sizes = fit_odds(&p->odds, fit, scale);
	buf_printf(&text, "%s: %zu sides and hours from ", base, fit->n);
	when_put(&text, fit->since);
	buf_puts(&text, " to ");
	when_put(&text, fit->until);
	buf_printf(&text, ", quantiles of %d sizes in %d", sizes, ODDS_KNOTS);
	str_copy(p->data, sizeof(p->data), buf_view(&text));
	buf_free(&text);
	return true;
}

static const char *
write_all(int fd, struct str text)
{
	ssize_t n;

	for (; text.n > 0; text = str_from(text, (size_t)n))
		if ((n = write(fd, text.s, text.n)) < 0) {
			if (errno != EINTR)
				return strerror(errno);
			n = 0;
		}
	return NULL;
}

const char *
params_write(const struct params *p, const char *name)
{
	struct buf text = { 0 };
	struct file file;
	const char *why;

	if ((why = file_create(&file, name)) != NULL)
		return why;
	params_put(&text, p);
	if ((why = write_all(file.fd, buf_view(&text))) != NULL)
		file_abandon(&file);
	else
		why = file_commit(&file);
	buf_free(&text);
	return why;
}

struct rules
params_rules(const struct params *p, const struct variant *v)
{
	struct rules r = v->rules;

	if (v->distances != DISTANCES_LAW)
		return r;
	r.lean = p->lean;
	r.shrink = p->shrink;
	r.closing = p->closing;
	return r;
}
