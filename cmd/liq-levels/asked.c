#include "liq-levels/asked.h"

#include "io/opt.h"
#include "json/json.h"

static const char *const output_names[] = { "cluster", "level", "column",
	"signal", "cascade", NULL };

const char *
asked_outputs(void *target, const char *operand)
{
	struct str rest = str_of(operand), part;
	unsigned as = 0;
	int i;

	while (str_split(&rest, ',', &part)) {
		for (i = 0; output_names[i] != NULL; i++)
			if (str_is(part, output_names[i]))
				break;
		if (output_names[i] == NULL)
			return opt_unknown("output", part, output_names);
		as |= 1U << i;
	}
	*(unsigned *)target = as;
	return NULL;
}

const char *
asked_model(void *target, const char *operand)
{
	const struct variant *v = variant_find(str_of(operand));

	if (v == NULL)
		return opt_unknown("model", str_of(operand), variant_names());
	*(const struct variant **)target = v;
	return NULL;
}

const char *
asked_by(void *target, const char *operand)
{
	static const char *const names[] = { "base", "symbol", NULL };

	*(bool *)target = str_is(str_of(operand), "symbol");
	if (*(bool *)target || str_is(str_of(operand), "base"))
		return NULL;
	return opt_unknown("key", str_of(operand), names);
}

const char *
asked_reference(void *target, const char *operand)
{
	struct asked *a = target;
	struct str rest = str_of(operand);

	if (!str_split(&rest, ':', &a->exchange) || a->exchange.n == 0 ||
	    rest.n == 0)
		return "not EXCHANGE:SYMBOL, such as binance:BTCUSDT";
	a->symbol = rest;
	return NULL;
}

const char *
asked_fraction(void *target, const char *operand)
{
	struct str s = str_of(operand);
	struct dec d;
	int shift = 0;

	if (s.n > 0 && s.s[s.n - 1] == '%') {
		s.n--;
		shift = -2;
	}
	if (dec_parse(&d, s) != NULL || !dec_shift(&d, d, shift) || d.v <= 0 ||
	    dec_cmp(d, dec_int(1)) >= 0)
		return "not a part such as 0.1% or 0.001";
	*(struct dec *)target = dec_trim(d);
	return NULL;
}

/* A leverage such as 25 or 25x. */
static bool
leverage(double *out, struct str s)
{
	struct dec d;

	if (s.n > 1 && s.s[s.n - 1] == 'x')
		s.n--;
	if (dec_parse(&d, s) != NULL || dec_cmp(d, dec_int(1)) < 0 ||
	    dec_cmp(d, dec_int(1000)) > 0)
		return false;
	*out = dec_double(d);
	return true;
}

const char *
asked_leverage(void *target, const char *operand)
{
	const char *dots = strstr(operand, "..");
	struct str low = str_of(operand), high = low;
	struct band b;

	if (dots != NULL) {
		low.n = (size_t)(dots - operand);
		high = str_of(dots + 2);
	}
	if (!leverage(&b.least, low) || !leverage(&b.most, high) ||
	    b.least > b.most)
		return "not a leverage or a band such as 25..100";
	*(struct band *)target = b;
	return NULL;
}

static bool
positive(struct dec *out, struct str s)
{
	return dec_parse(out, s) == NULL && dec_sign(*out) > 0;
}

const char *
asked_position(void *target, const char *operand)
{
	struct str rest = str_of(operand), word, entry;
	struct stake s = { 0 };
	int i;

	if (!str_split(&rest, '@', &word) || !str_split(&rest, 'x', &entry))
		return "not SIDE@PRICExLEVERAGE, such as long@89000x25";
	for (i = 0; side_names[i] != NULL; i++)
		if (str_is(word, side_names[i]))
			s.side = i + 1;
	if (s.side == SIDE_NONE)
		return opt_unknown("side", word, side_names);
	if (!positive(&s.entry, entry) || !positive(&s.leverage, rest) ||
	    dec_cmp(s.leverage, dec_int(1)) < 0 ||
	    dec_cmp(s.leverage, dec_int(1000)) > 0)
		return "not SIDE@PRICExLEVERAGE, such as long@89000x25";
	*(struct stake *)target = s;
	return NULL;
}

const char *
asked_price(void *target, const char *operand)
{
	return positive(target, str_of(operand)) ? NULL : "not a price";
}

bool
asked_question(const struct asked *a)
{
	return a->position.side != SIDE_NONE || a->stop.known ||
	       a->what_if.known;
}

static void
key(struct buf *to, const char *name)
{
	buf_puts(to, to->s[to->n - 1] == '{' ? "\"" : ",\"");
	buf_puts(to, name);
	buf_puts(to, "\":");
}

static void
put_text(struct buf *to, const char *name, struct str text)
{
	key(to, name);
	json_put_text(to, text);
}

static void
put_dec(struct buf *to, const char *name, struct dec d)
{
	if (!d.known)
		return;
	key(to, name);
	dec_put(to, d);
}

static void
put_outputs(struct buf *to, unsigned as)
{
	const char *comma = "";
	int i;

	key(to, "as");
	buf_putc(to, '"');
	for (i = 0; output_names[i] != NULL; i++)
		if (as & 1U << i) {
			buf_puts(to, comma);
			buf_puts(to, output_names[i]);
			comma = ",";
		}
	buf_putc(to, '"');
}

static void
put_when(struct buf *to, const char *name, struct when w)
{
	if (!w.given)
		return;
	key(to, name);
	buf_putc(to, '"');
	when_put_given(to, w);
	buf_putc(to, '"');
}

static void
put_questions(struct buf *to, const struct asked *a)
{
	if (a->position.side != SIDE_NONE) {
		key(to, "position");
		buf_printf(to, "\"%s@", side_names[a->position.side - 1]);
		dec_put(to, a->position.entry);
		buf_putc(to, 'x');
		dec_put(to, a->position.leverage);
		buf_putc(to, '"');
	}
	put_dec(to, "stop", a->stop);
	put_dec(to, "what_if", a->what_if);
}

void
asked_put(struct buf *to, const struct asked *a)
{
	buf_putc(to, '{');
	put_outputs(to, a->as);
	key(to, "interval");
	buf_putc(to, '"');
	span_put(to, a->interval);
	buf_putc(to, '"');
	put_text(to, "model", str_of(a->variant->name));
	put_text(to, "by", a->by_symbol ? STR("symbol") : STR("base"));
	if (a->exchange.n > 0) {
		struct str whole = { a->exchange.s,
			a->exchange.n + 1 + a->symbol.n };

		put_text(to, "reference", whole);
	}
	put_dec(to, "step", a->step);
	put_dec(to, "range", a->range);
	put_when(to, "since", a->since);
	put_when(to, "until", a->until);
	if (a->leverage.most > 0) {
		key(to, "leverage");
		buf_printf(
		    to, "\"%g..%g\"", a->leverage.least, a->leverage.most);
	}
	if (a->own)
		put_text(to, "volume", STR("own"));
	if (a->params != NULL)
		put_text(to, "params", str_of(a->params));
	put_questions(to, a);
	buf_putc(to, '}');
}
