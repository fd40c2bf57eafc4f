/*
 * What is learned from a file: kept and gone on with at any line, it is what
 * the whole file says; what is asked again is known, and nothing is lost.
 */
#include "liq-fetch/resume.h"

#include <stdlib.h>

#include "base/x.h"
#include "dice.h"
#include "liq-fetch/past_text.h"
#include "paper.h"
#include "tap.h"

#define LINES 600

/* Lines of every sort, some of them none. */
static void
write_lines(struct paper *a)
{
	int64_t since, i;

	for (i = 0; i < LINES; i++) {
		since = T0 + (int64_t)dice(10000) * 1000;
		switch (dice(8)) {
		case 0:
		case 1:
			put_span(&a->text, true, since,
			    since + 1 + (int64_t)dice(90000), (int)dice(3), 0);
			break;
		case 2:
			put_span(&a->text, false, since,
			    since + 1 + (int64_t)dice(90000),
			    1 + (int)dice(GAP_SUSPECT), 1 + (int)dice(3));
			break;
		case 3:
			buf_puts(&a->text, "{\"type\":\"liquid\n\n{}\n");
			break;
		case 4:
			buf_puts(&a->text,
			    "{\"type\":\"begin\",\"ts\":1750000000000,"
			    "\"program\":\"x\","
			    "\"version\":\"1\",\"schema\":1,\"options\":{},"
			    "\"sources\":[],\"previous\":null}\n");
			break;
		default:
			put_event(&a->text, &a->given, since);
		}
	}
}

/* As text; the file is never looked at. */
static void
show(struct buf *b, struct resume *s)
{
	const struct past_file f = { 1, 2, places_end(&s->places), 3, 4 };
	size_t i;

	for (i = 0; i < s->places.n; i++)
		str_copy(s->places.of[i].hash, sizeof(s->places.of[i].hash),
		    STR("of bytes"));

	past_put(b, &f, s);
}

static void
kept(void)
{
	struct paper whole = { .reads = 0 };
	struct buf want = { 0 }, got = { 0 }, half = { 0 };
	struct past_file f;
	int bad = 0, i;
	size_t at;

	start(&whole);
	write_lines(&whole);
	learn(&whole);
	show(&want, &whole.resume);
	for (i = 0; i < 50; i++) {
		struct paper a = { .reads = 0 };

		for (at = i == 0 ? whole.text.n : dice(whole.text.n);
		     at > 0 && whole.text.s[at - 1] != '\n';)
			at--;
		start(&a);
		buf_put(&a.text, whole.text.s, at);
		learn(&a);
		buf_reset(&half);
		show(&half, &a.resume);
		resume_free(&a.resume);
		start(&a);
		bad += past_parse(&f, &a.resume, buf_view(&half)) != NULL;
		buf_put(&a.text, whole.text.s + at, whole.text.n - at);
		learn(&a);
		buf_reset(&got);
		show(&got, &a.resume);
		bad += !str_same(buf_view(&got), buf_view(&want));
		fold(&a);
	}
	ok(bad == 0, "kept at any line and gone on with: nothing else");
	ok(whole.resume.refused > 0 && whole.resume.n == 3,
	    "there was something to keep");
	fold(&whole);
	buf_free(&want);
	buf_free(&got);
	buf_free(&half);
}

static void
hostile(void)
{
	struct paper a = { .reads = 0 };
	struct resume s = { 0 };
	struct buf text = { 0 };
	struct past_file f;
	int taken = 0;
	size_t i;

	start(&a);
	write_lines(&a);
	learn(&a);
	show(&text, &a.resume);
	for (i = 0; i < text.n; i += 7) {
		text.s[i] ^= 1;
		taken += past_parse(&f, &s, buf_view(&text)) == NULL;
		resume_free(&s);
		text.s[i] ^= 1;
		taken += past_parse(&f, &s, (struct str){ text.s, i }) == NULL;
		resume_free(&s);
	}
	ok(taken == 0, "an edited or a torn hint is none");
	is(past_parse(&f, &s, buf_view(&text)), NULL, "a whole one is");
	resume_free(&s);
	buf_free(&text);
	fold(&a);
}

static bool
fresh(struct paper *a, int64_t ts)
{
	struct buf b = { 0 };
	struct ident any = { 0 };
	struct record r;
	bool is;

	put_event(&b, &any, ts);
	record_parse(&r, (struct str){ b.s, b.n - 1 });
	r.as.liquidation.id[0] = '\0';
	resume_recall(&a->resume, ts, ts);
	is = ident_event(&a->ident, &r.as.liquidation, true);
	ident_free(&any);
	buf_free(&b);
	return is;
}

/* Many places; only those of the time in question are read. */
static void
recalled(void)
{
	struct paper a = { .reads = 0 };
	int64_t i, fresh_ones = 0;
	int end;

	start(&a);
	for (i = 0; i < 20000; i++)
		put_event(&a.text, &a.given, T0 + i * SECOND_MS);
	put_event(&a.text, &a.given, T0 + SECOND_MS); /* a twin, in its end */
	learn(&a);
	ok(a.resume.places.n > 4, "a file of %zu places", a.resume.places.n);
	ident_scope(&a.ident);
	for (i = 19900; i < 20000; i++)
		fresh_ones += fresh(&a, T0 + i * SECOND_MS);
	end = a.reads;
	ok(fresh_ones == 0 && end <= 2, "its end is known after %d read", end);
	ok(fresh(&a, T0 + 30000 * SECOND_MS) && a.reads == end,
	    "what comes after it is news");
	ident_scope(&a.ident);
	fresh_ones = fresh(&a, T0 + SECOND_MS);
	fresh_ones += fresh(&a, T0 + SECOND_MS);
	ok(fresh_ones == 0 && a.reads == end + 1,
	    "both twins far apart are known");
	ok(fresh(&a, T0 + SECOND_MS), "a third is news");
	resume_age(&a.resume);
	ident_age(&a.ident);
	ident_scope(&a.ident);
	ok(!fresh(&a, T0 + 2 * SECOND_MS) && fresh(&a, T0 + 2 * SECOND_MS),
	    "read twice, its events are not counted twice");
	resume_age(&a.resume);
	ident_age(&a.ident);
	ident_age(&a.ident);
	ident_scope(&a.ident);
	ok(!fresh(&a, T0 + 3 * SECOND_MS), "forgotten, it is read again");
	fold(&a);
}

static void
asked(void)
{
	struct paper a = { .reads = 0 };
	const struct resume *s = &a.resume;
	int64_t i;
	int why = 0;

	start(&a);
	put_span(&a.text, true, T0, T0 + HOUR_MS, 0, 0);
	put_span(&a.text, false, T0 - HOUR_MS, T0, GAP_UNAVAILABLE, FIX_NONE);
	put_span(&a.text, false, T0 + HOUR_MS, T0 + 2 * HOUR_MS, GAP_PAGE_CAP,
	    FIX_NONE);
	learn(&a);
	ok(resume_since(s, "gate", RECORD_LIQUIDATION, "A", T0, T0 + DAY_MS) ==
		T0 + 2 * HOUR_MS - RESUME_OVERLAP_MS,
	    "behind what is had, and what never can be");
	ok(resume_since(s, "gate", RECORD_LIQUIDATION, "", T0 - HOUR_MS,
	       T0 + DAY_MS) == T0 - HOUR_MS,
	    "what could not be had then is asked for again");
	ok(resume_told(s, "gate", RECORD_LIQUIDATION, "A", T0 - HOUR_MS,
	       T0 + HOUR_MS) &&
		!resume_told(
		    s, "gate", RECORD_LIQUIDATION, "A", T0 - HOUR_MS - 1, T0),
	    "what was told needs not be told again");
	put_span(&a.text, false, T0 - HOUR_MS, T0, GAP_UNAVAILABLE, FIX_FILLED);
	learn(&a);
	ok(resume_since(s, "gate", RECORD_LIQUIDATION, "", T0 - HOUR_MS,
	       T0 + DAY_MS) == T0 + 2 * HOUR_MS - RESUME_OVERLAP_MS &&
		resume_lost(s, "gate", RECORD_LIQUIDATION, "", &why) == NULL,
	    "filled, it is had");
	for (i = 0; i < 3000; i++)
		put_span(&a.text, false, T0 + i * MINUTE_MS,
		    T0 + i * MINUTE_MS + 5, GAP_RECONNECT, FIX_NONE);
	learn(&a);
	ok(s->of[0].lost.n <= RESUME_SPANS &&
		s->of[0].lost.of[s->of[0].lost.n - 1].since ==
		    T0 + 2999 * MINUTE_MS,
	    "of holes without end the newest are kept");
	fold(&a);
}

/* A file that goes on from one that was moved away. */
static void
chained(void)
{
	struct paper old = { .reads = 0 }, new = { .reads = 0 };
	struct resume *s = &new.resume;
	int why = 0;

	start(&old);
	start(&new);
	old.resume.ident = &new.ident;
	s->before = &old.resume;
	ident_scope(&old.given);
	put_event(&old.text, &old.given, T0);
	put_event(&old.text, &old.given, T0);
	put_span(&old.text, true, T0 - HOUR_MS, T0, 0, 0);
	put_span(&old.text, false, T0 - 2 * HOUR_MS, T0 - HOUR_MS,
	    GAP_UNAVAILABLE, FIX_NONE);
	learn(&old);
	put_event(&new.text, &old.given, T0);
	put_span(&new.text, true, T0, T0 + HOUR_MS, 0, 0);
	learn(&new);
	ok(resume_since(s, "gate", RECORD_LIQUIDATION, "A", T0 - HOUR_MS,
	       T0 + DAY_MS) == T0 + HOUR_MS - RESUME_OVERLAP_MS,
	    "what either has is had");
	ok(resume_told(s, "gate", RECORD_LIQUIDATION, "A", T0 - 2 * HOUR_MS,
	       T0 + HOUR_MS),
	    "what either told is told");
	ok(resume_until(&old.resume, "gate", RECORD_LIQUIDATION, "A") == T0 &&
		resume_until(s, "gate", RECORD_LIQUIDATION, "A") ==
		    T0 + HOUR_MS,
	    "up to the end of the last");
	ok(resume_lost(s, "gate", RECORD_LIQUIDATION, "", &why) != NULL &&
		why == GAP_UNAVAILABLE,
	    "a hole of the first may be filled in the second");
	ident_scope(&new.ident);
	ok(!fresh(&new, T0) && !fresh(&new, T0) && !fresh(&new, T0) &&
		fresh(&new, T0),
	    "of twins each file's are counted, and a further one is news");
	ok(old.reads == 1 && new.reads == 1, "each is read once");
	resume_has(&old.resume, (struct hash128){ 1, 2 }, true);
	ok(resume_has(s, (struct hash128){ 1, 2 }, false) &&
		!resume_has(s, (struct hash128){ 2, 1 }, false),
	    "so it is with other records");
	fold(&new);
	fold(&old);
}

int
main(void)
{
	kept();
	hostile();
	recalled();
	asked();
	chained();
	return tap_end();
}
