/*
 * ws.c - bytes of a WebSocket server, in pieces of any sizes: ws.c hears what
 * wslay hears, and the same however they are cut; where they are meant to
 * differ ws_rules.h says why.
 *
 * The first byte is the mode (plain; packed; packed without a past), two more
 * are the dice of the cuts.  With WS_RULES set it prints the rule that an
 * input needed.
 */
#include "ws_rules.h"

#define HEADER 3

static uint32_t
roll(uint32_t *dice)
{
	*dice ^= *dice << 13;
	*dice ^= *dice >> 17;
	*dice ^= *dice << 5;
	return *dice;
}

/* The size of the next piece: of all, of one byte, or up to some power. */
static size_t
piece(uint32_t *dice, size_t left)
{
	unsigned kind = *dice % 5;
	size_t n = kind == 0 ? left : 1 + roll(dice) % (1u << (2 * kind));

	return n < left ? n : left;
}

static void
hear(struct ws *w, struct tale *t, struct str bytes)
{
	struct ws_said s;
	char *exact = xmalloc(bytes.n); /* a byte too far is seen */

	memcpy(exact, bytes.s, bytes.n);
	ws_feed(w, (struct str){ exact, bytes.n });
	free(exact);
	while (ws_next(w, &s)) {
		must(!tale_over(t), "more after the end", bytes);
		tale_add(t, s.event, s.code, s.text);
	}
	must(w->in.n - w->at <= WS_FRAME_MAX + 10, "it keeps too much", bytes);
}

/* Returns how many bytes it took, or had when it was over. */
static size_t
read_ours(struct ws *w, struct tale *t, struct str bytes, uint32_t dice)
{
	struct str rest = bytes;
	size_t n, took;

	for (; rest.n > 0 && !tale_over(t); rest = str_from(rest, n)) {
		n = piece(&dice, rest.n);
		hear(w, t, (struct str){ rest.s, n });
	}
	took = bytes.n - rest.n - (w->in.n - w->at);
	hear(w, t, rest); /* nobody listens any more */
	return took;
}

static void
read_theirs(struct peer *p, struct str bytes, uint32_t dice)
{
	size_t n;

	for (; bytes.n > 0; bytes = str_from(bytes, n)) {
		n = piece(&dice, bytes.n);
		peer_feed(p, (struct str){ bytes.s, n });
	}
}

/*
 * We judge a head as soon as two bytes say what is wrong, wslay when the head
 * is whole and one byte of text is there: it gets so many more, and no more.
 */
static bool
finish_head(struct peer *p, const struct meeting *m)
{
	static const char more[16] = "\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1";
	struct place f = place_last(m);
	const char *s = m->bytes.s + f.at;
	size_t have = m->bytes.n - f.at, want;

	if (!tale_over(m->ours) || tale_over(m->theirs) || have < 2)
		return false;
	want = f.head + (s[1] & 0x80 ? 4 : 0) + (f.size > 0);
	if (have >= want || want - have > sizeof(more))
		return false;
	peer_feed(p, (struct str){ more, want - have });
	return true;
}

static size_t
first_difference(const struct tale *a, const struct tale *b)
{
	size_t i = 0;

	for (; i < a->n && is(b, i, a->of[i].event, a->of[i].code); i++)
		if (a->of[i].event != WS_BROKEN &&
		    !str_same(tale_text(a, i), tale_text(b, i)))
			break;
	return i;
}

static bool
differ(const struct tale *a, const struct tale *b, size_t i)
{
	return i < a->n || i < b->n;
}

static void
show(const char *who, const struct tale *t)
{
	size_t i;

	fprintf(stderr, "%s:", who);
	for (i = 0; i < t->n; i++)
		fprintf(stderr, " %d/%d/%zu", t->of[i].event, t->of[i].code,
		    t->of[i].n);
	if (tale_over(t))
		fprintf(stderr, " (%.*s)", (int)t->of[t->n - 1].n,
		    tale_text(t, t->n - 1).s);
	fputc('\n', stderr);
}

static void
explain(const struct meeting *m, bool late)
{
	const char *name = late ? "late" : NULL;
	size_t i;

	if (differ(m->ours, m->theirs, m->i)) {
		for (i = 0, name = NULL; i < RULES && name == NULL; i++)
			name = rules[i].holds(m) ? rules[i].name : NULL;
		if (name == NULL) {
			show("ours", m->ours);
			show("wslay", m->theirs);
		}
		must(name != NULL, "unexplained", STR("a difference"));
	}
	if (name != NULL && getenv("WS_RULES") != NULL)
		puts(name);
}

static void
compare(struct str bytes, int mode, uint32_t dice)
{
	const struct ws fresh = { .deflate = mode > 0, .forget = mode > 1 };
	struct ws w = fresh;
	struct tale ours = { 0 }, again = { 0 };
	struct peer p;
	struct meeting m = { bytes, &w, &ours, &p.tale, 0, 0, 0 };
	bool late;

	read_ours(&w, &again, bytes, 5); /* all at once */
	ws_free(&w);
	w = fresh;
	m.end = read_ours(&w, &ours, bytes, dice);
	must(!differ(&ours, &again, first_difference(&ours, &again)),
	    "it depends on where it is cut", bytes);
	peer_open(&p, mode > 0, mode > 1);
	read_theirs(&p, bytes, dice ^ 0x9e37);
	late = finish_head(&p, &m);
	m.pieces = p.pieces;
	m.i = first_difference(&ours, &p.tale);
	explain(&m, late);
	tale_free(&ours);
	tale_free(&again);
	peer_close(&p);
	ws_free(&w);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = { (const char *)data + HEADER, n - HEADER };

	if (n > HEADER)
		compare(
		    bytes, data[0] % 3, 1 + (uint32_t)(data[1] << 8 | data[2]));
	return 0;
}
