#include "liq-fetch/past_text.h"

#include "json/json.h"
#include "liq-fetch/seal.h"

#define SCHEMA 1

/* The first line. */
struct first {
	int64_t schema;
	struct past_file file;
	int64_t previous, lines, refused;
};

#define IN_FILE(name) FIELD(#name, INT, 0, struct first, file.name)

static const struct field first_fields[] = {
	{ FIELD("schema", INT, 0, struct first, schema) },
	{ IN_FILE(device) },
	{ IN_FILE(inode) },
	{ IN_FILE(size) },
	{ IN_FILE(modified) },
	{ IN_FILE(changed) },
	{ FIELD("previous", INT, 0, struct first, previous) },
	{ FIELD("lines", INT, 0, struct first, lines) },
	{ FIELD("refused", INT, 0, struct first, refused) },
	{ 0 },
};

/* What is said of a kind and market. */
struct row {
	char exchange[24], kind[16], symbol[64];
	int64_t why;
	struct str had, lost, dead;
};

static const struct field row_fields[] = {
	{ FIELD("exchange", TEXT, FIELD_NULL, struct row, exchange) },
	{ FIELD("kind", TEXT, FIELD_NULL, struct row, kind) },
	{ FIELD("symbol", TEXT, FIELD_NULL, struct row, symbol) },
	{ FIELD("why", INT, 0, struct row, why) },
	{ FIELD("had", RAW, 0, struct row, had) },
	{ FIELD("lost", RAW, 0, struct row, lost) },
	{ FIELD("dead", RAW, 0, struct row, dead) },
	{ 0 },
};

/* A market that the file has records of. */
struct known {
	char exchange[24], market[64], base[32], quote[16];
	struct dec size;
	int events, gone; /* enum truth */
};

static const struct field known_fields[] = {
	{ FIELD("exchange", TEXT, 0, struct known, exchange) },
	{ FIELD("market", TEXT, 0, struct known, market) },
	{ FIELD("base", TEXT, FIELD_NULL, struct known, base) },
	{ FIELD("quote", TEXT, FIELD_NULL, struct known, quote) },
	{ FIELD("size", DEC, FIELD_NULL, struct known, size) },
	{ FIELD("events", BOOL, 0, struct known, events) },
	{ FIELD("gone", BOOL, 0, struct known, gone) },
	{ 0 },
};

static const struct field place_fields[] = {
	{ FIELD("until", INT, 0, struct place, until) },
	{ FIELD("oldest", INT, FIELD_NULL, struct place, oldest) },
	{ FIELD("newest", INT, FIELD_NULL, struct place, newest) },
	{ FIELD("hash", TEXT, 0, struct place, hash) },
	{ 0 },
};

static void
put_cover(struct buf *b, const struct cover *c, struct str *view)
{
	size_t at = b->n, i;

	buf_putc(b, '[');
	for (i = 0; i < c->n; i++)
		buf_printf(b, "%s%lld,%lld", i > 0 ? "," : "",
		    (long long)c->of[i].since, (long long)c->of[i].until);
	buf_putc(b, ']');
	*view = (struct str){ NULL, b->n - at };
}

static void
put_key(struct buf *b, struct str name, const struct resume_key *k)
{
	struct buf covers = { 0 };
	struct row r = { .why = k->why };
	struct str word;

	str_split(&name, '\n', &word);
	str_copy(r.exchange, sizeof(r.exchange), word);
	str_split(&name, '\n', &word);
	str_copy(r.kind, sizeof(r.kind), word);
	str_copy(r.symbol, sizeof(r.symbol), name);
	put_cover(&covers, &k->had, &r.had);
	put_cover(&covers, &k->lost, &r.lost);
	put_cover(&covers, &k->dead, &r.dead);
	r.had.s = covers.s;
	r.lost.s = r.had.s + r.had.n;
	r.dead.s = r.lost.s + r.lost.n;
	buf_putc(b, '{');
	bind_put(b, row_fields, &r, false);
	buf_puts(b, "}\n");
	buf_free(&covers);
}

static void
put_known(struct buf *b, const struct roster_market *m)
{
	struct known k = { .size = m->size,
		.events = m->events ? TRUTH_TRUE : TRUTH_FALSE,
		.gone = m->gone ? TRUTH_TRUE : TRUTH_FALSE };

	memcpy(k.exchange, m->exchange, sizeof(k.exchange));
	memcpy(k.market, m->symbol, sizeof(k.market));
	memcpy(k.base, m->base, sizeof(k.base));
	memcpy(k.quote, m->quote, sizeof(k.quote));
	buf_putc(b, '{');
	bind_put(b, known_fields, &k, false);
	buf_puts(b, "}\n");
}

static void
put_place(struct buf *b, const struct place *p)
{
	struct place mine = *p;

	if (mine.oldest > mine.newest)
		mine.oldest = mine.newest = INT_NONE;
	buf_putc(b, '{');
	bind_put(b, place_fields, &mine, false);
	buf_puts(b, "}\n");
}

void
past_put(struct buf *b, const struct past_file *file, const struct resume *s)
{
	const struct first first = { SCHEMA, *file, s->previous, s->lines,
		s->refused };
	size_t i;

	buf_putc(b, '{');
	bind_put(b, first_fields, &first, false);
	buf_puts(b, "}\n");
	for (i = 0; i < s->n; i++)
		put_key(b, s->names.name[i], &s->of[i]);
	for (i = 0; i < s->roster.n; i++)
		put_known(b, &s->roster.of[i]);
	for (i = 0; i < s->places.n; i++)
		put_place(b, &s->places.of[i]);
	seal_put(b);
}

/* INT_NONE where it is none. */
static int64_t
number(struct str value)
{
	struct dec d;
	i128 v;

	return dec_parse(&d, value) == NULL && dec_fixed(&v, d, 0) &&
		       v > INT64_MIN && v <= INT64_MAX
		   ? (int64_t)v
		   : INT_NONE;
}

static const char *
get_cover(struct cover *c, struct str list)
{
	struct str since, until;

	while (json_element(&list, &since)) {
		if (!json_element(&list, &until) || number(since) == INT_NONE ||
		    number(until) == INT_NONE || number(until) <= number(since))
			return "its spans are none";
		cover_add(c, number(since), number(until));
	}
	return c->n <= RESUME_SPANS ? NULL : "it has too many spans";
}

static const char *
get_key(struct resume *s, struct str line)
{
	struct resume_key *k;
	struct row r;
	const char *why;

	if ((why = bind_get(&r, row_fields, line)) != NULL)
		return why;
	if (r.why < 0 || r.why > GAP_SUSPECT)
		return "it has no such reason";
	k = resume_enter(s, r.exchange, r.kind, r.symbol);
	k->why = (int)r.why;
	if ((why = get_cover(&k->had, r.had)) == NULL &&
	    (why = get_cover(&k->lost, r.lost)) == NULL)
		why = get_cover(&k->dead, r.dead);
	return why;
}

static const char *
get_known(struct roster *t, struct str line)
{
	struct roster_market *m;
	struct known k;
	const char *why = bind_get(&k, known_fields, line);

	if (why != NULL)
		return why;
	m = roster_enter(t, k.exchange, k.market);
	memcpy(m->base, k.base, sizeof(m->base));
	memcpy(m->quote, k.quote, sizeof(m->quote));
	m->size = k.size;
	m->events = k.events == TRUTH_TRUE;
	m->gone = k.gone == TRUTH_TRUE;
	return NULL;
}

static const char *
get_place(struct places *p, struct str line)
{
	struct place got = { 0 }, *place;
	const char *why;

	if ((why = bind_get(&got, place_fields, line)) != NULL)
		return why;
	if (got.until <= places_end(p))
		return "its places are none";
	if (p->n > 0 &&
	    p->of[p->n - 1].until - p->of[p->n - 1].at < PLACE_BYTES)
		return "a place is too small";
	place = places_line(p, got.until);
	memcpy(place->hash, got.hash, sizeof(place->hash));
	if (got.oldest != INT_NONE && got.newest != INT_NONE) {
		place->oldest = got.oldest;
		place->newest = got.newest;
	}
	return NULL;
}

const char *
past_parse(struct past_file *file, struct resume *s, struct str text)
{
	struct first first = { 0 };
	struct str line, value;
	const char *why;

	if (!seal_open(&text))
		return "it is not whole";
	str_split(&text, '\n', &line);
	if ((why = json_check(line)) != NULL ||
	    (why = bind_get(&first, first_fields, line)) != NULL)
		return why;
	if (first.schema != SCHEMA || first.previous < PREVIOUS_NONE ||
	    first.previous > PREVIOUS_UNCLEAN)
		return "it is of another kind";
	s->previous = (int)first.previous;
	s->lines = first.lines;
	s->refused = first.refused;
	while (str_split(&text, '\n', &line) && line.n > 0) {
		if ((why = json_check(line)) == NULL)
			why = json_get(line, "had", &value) ? get_key(s, line)
			      : json_get(line, "market", &value)
				  ? get_known(&s->roster, line)
				  : get_place(&s->places, line);
		if (why != NULL)
			return why;
	}
	if (places_end(&s->places) != first.file.size)
		return "its places are not all of the file";
	*file = first.file;
	return NULL;
}
