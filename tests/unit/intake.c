/*
 * intake.c - what a stream of control records means: status, as-of time,
 * coverage, final, gaps.
 *
 * Streams are those of intake_words.h; what one means is asked of [0, 100),
 * final up to 100.
 */
#include "record/intake.h"

#include "base/x.h"
#include "intake_words.h"
#include "tap.h"

static const struct {
	const char *what, *stream, *means;
} cases[] = {
	{ "nothing at all", "pipe", "0 covered ? final" },
	{ "records of another program", "pipe l5 l70",
	    "0 as of 70 covered ? final" },
	{ "the newest, not the last", "pipe l70 l5",
	    "0 as of 70 covered ? final" },
	{ "a candle says something at its end", "pipe c0",
	    "0 as of 60 covered ? final" },
	{ "a whole run on a pipe", "pipe b0 l5 m0:100 e0",
	    "0 as of 100 covered 1.0 final" },
	{ "... in a file", "file b0 l5 m0:100 e0",
	    "0 as of 100 covered 1.0 final" },
	{ "a mark is no event", "pipe b0 m0:90 l95 e0",
	    "0 as of 95 covered 0.9 final" },

	/* A producer that died. */
	{ "a begin without its end on a pipe", "pipe b0 l5 m0:100",
	    "3 as of 100 covered 1.0 final cut "
	    "(the input ended without its \"end\" record: the producer died)" },
	{ "... without any mark", "pipe b0 l5",
	    "3 as of 5 covered ? open cut "
	    "(the input ended without its \"end\" record: the producer died)" },
	{ "... is no fault of a file: somebody appends", "file b0 l5 m0:100",
	    "0 as of 100 covered 1.0 final" },
	{ "... but what lies after its last mark is not final",
	    "file b0 l5 m0:40 l50", "0 as of 50 covered 0.4 open" },
	{ "... also where no mark came", "file b0 l5",
	    "0 as of 5 covered ? open" },
	{ "an earlier run that died on the same pipe",
	    "pipe b0 m0:100 b0 m0:100 e0",
	    "3 as of 100 covered 1.0 final cut "
	    "(an earlier run ended without its \"end\" record)" },
	{ "a run that died, and the next in the file",
	    "file b0 m0:30 u60 m60:100 e0",
	    "3 as of 100 covered 0.7 final "
	    "(an earlier run ended without its \"end\" record)" },
	{ "... outside the time asked for",
	    "file b-200 m-200:-150 u-120 m-120:100 e0",
	    "0 as of 100 covered 1.0 final" },
	{ "... at its very edge", "file b-200 m-200:-150 u0 m0:100 e0",
	    "0 as of 100 covered 1.0 final" },
	{ "... and the next has no time", "file b0 m0:30 b- m60:100 e0",
	    "3 as of 100 covered 0.7 final "
	    "(an earlier run ended without its \"end\" record)" },
	{ "a whole run, then one that is open", "file b0 m0:50 e0 b50 m50:80",
	    "0 as of 80 covered 0.8 open" },
	{ "an end without a begin", "pipe l5 e0", "0 as of 5 covered ? final" },
	{ "the first of two files is open", "file b0 m0:30 file b30 m30:100 e0",
	    "0 as of 100 covered 1.0 open" },

	/* What the end says. */
	{ "status 6 is a good end", "pipe b0 m0:100 e6",
	    "0 as of 100 covered 1.0 final" },
	{ "status 3 is not", "pipe b0 m0:100 e3",
	    "3 as of 100 covered 1.0 final (the input ended with status 3)" },
	{ "status 1 neither", "pipe b0 e1",
	    "3 covered ? final (the input ended with status 1)" },
	{ "... in a file, of the time asked for", "file b0 m0:50 e3@50",
	    "3 as of 50 covered 0.5 final (the input ended with status 3)" },
	{ "... of another time", "file b-90 m-90:0 e3@0 b0 m0:100 e0",
	    "0 as of 100 covered 1.0 final" },
	{ "... of an unknown time", "file b- e4 b0 m0:100 e0",
	    "3 as of 100 covered 1.0 final (the input ended with status 4)" },

	/* Gaps. */
	{ "a gap", "pipe b0 m0:100 g10:30 e0",
	    "3 as of 100 covered 0.8 gaps 1, 20 s final (a gap)" },
	{ "... in part filled", "pipe b0 m0:100 p10:30 e0",
	    "3 as of 100 covered 0.8 gaps 1, 20 s final (a gap)" },
	{ "... filled is none", "pipe b0 m0:100 f10:30 e0",
	    "0 as of 100 covered 1.0 final" },
	{ "... filled without a mark is covered", "pipe b0 m0:50 f50:60 e0",
	    "0 as of 50 covered 0.6 final" },
	{ "... filled later", "pipe b0 m0:100 g10:30 f20:30 e0",
	    "3 as of 100 covered 0.9 gaps 1, 20 s final (a gap)" },
	{ "... reaching in", "pipe b0 m0:100 g-50:5 e0",
	    "3 as of 100 covered 0.95 gaps 1, 5 s final (a gap)" },
	{ "... outside", "pipe b0 m0:100 g-50:0 g100:200 e0",
	    "0 as of 100 covered 1.0 final" },
	{ "... that overlap are one", "pipe b0 m0:100 g10:20 g15:30 e0",
	    "3 as of 100 covered 0.8 gaps 1, 20 s final (a gap)" },
	{ "... of two exchanges are two",
	    "pipe b0 m0:100 m0:100/bybit g10:20 g15:30/bybit e0",
	    "3 as of 100 covered 0.875 gaps 2, 25 s final (a gap)" },

	/* Coverage. */
	{ "exchanges weigh alike", "pipe b0 m0:100 m0:50/bybit e0",
	    "0 as of 100 covered 0.75 final" },
	{ "marks are a set", "pipe b0 m40:100 m0:60 m10:20 e0",
	    "0 as of 100 covered 1.0 final" },
	{ "a third is rounded down", "pipe b0 m0:100 m0:50/a m0:50/b e0",
	    "0 as of 100 covered 0.6666 final" },
	{ "marks of another time", "pipe b0 m200:300 e0",
	    "0 as of 300 covered 0.0 final" },

	/* What the reader saw. */
	{ "a line that was refused", "pipe b0 m0:100 refused e0",
	    "3 as of 100 covered 1.0 final (lines were refused)" },
	{ "a file that is cut", "file b0 m0:100 torn",
	    "3 as of 100 covered 1.0 final cut (gzip data is cut short)" },
	{ "a run open in a pipe, another whole in a file",
	    "pipe b0 m0:50 file b50 m50:100 e0",
	    "3 as of 100 covered 1.0 open cut "
	    "(the input ended without its \"end\" record: the producer died)" },
};

static void
describe(struct buf *b, struct intake *in)
{
	const char *why;
	struct dec covered;
	int64_t ms, n = intake_gaps(in, at(0), at(100), &ms);

	buf_printf(b, "%d", intake_status(in, at(0), at(100), &why));
	if (in->any)
		buf_printf(b, " as of %lld",
		    ((long long)in->as_of - INTAKE_START) / 1000);
	covered = intake_coverage(in, "", "", "liquidation", at(0), at(100));
	buf_puts(b, " covered ");
	if (covered.known)
		dec_put(b, covered);
	else
		buf_putc(b, '?');
	if (n > 0)
		buf_printf(b, " gaps %d, %d s", (int)n, (int)(ms / 1000));
	buf_puts(
	    b, intake_final(in, at(100)) == TRUTH_TRUE ? " final" : " open");
	if (in->cut)
		buf_puts(b, " cut");
	if (strncmp(why, "a gap", 5) == 0)
		why = "a gap";
	if (*why != '\0')
		buf_printf(b, " (%s)", why);
	buf_putc(b, '\0');
}

/* begin and end as a filter writes them are records, and say what is so. */
static void
as_written(void)
{
	struct stream s = { .in = { .record = take } };
	struct buf b = { 0 };
	struct record r;

	play(&s, "pipe b0 l5 m0:100 g10:20 refused e3");
	intake_put_begin(&b, &s.in, "liq-agg", STR("{\"a\":1}"));
	ok(record_parse(&r, buf_view(&b)) == NULL && r.type == RECORD_BEGIN,
	    "a begin is written");
	ok(r.as.ts == INTAKE_START, "... at the upstream's own time");
	buf_reset(&b);
	intake_put_end(&b, &s.in, 3, 7, 2, at(0), at(15), "a gap");
	ok(record_parse(&r, buf_view(&b)) == NULL && r.type == RECORD_END,
	    "an end is written");
	ok(r.as.ts == at(100) && r.as.end.status == 3 && r.as.end.count == 7 &&
		r.as.end.repeated == 2 && r.as.end.rejected == 1,
	    "... with its counts");
	ok(r.as.end.gaps == 1 && r.as.end.gap_ms == 5000,
	    "... and the gaps of the time asked for");
	buf_free(&b);
	intake_free(&s.in);
	intake_free(&s.in);
}

/* A gap of one symbol is part of what marks say of all. */
static void
of_symbols(void)
{
	struct stream s = { .in = { .record = take } };
	struct intake *in = &s.in;
	struct dec d;

	play(&s, "pipe b0 m0:50 m50:100 g10:40+NEW e0");
	d = intake_coverage(in, "", "", "liquidation", at(0), at(100));
	ok(dec_cmp(d, dec_int(1)) == 0, "all is told of, but one of many");
	d = intake_coverage(in, "okx", "NEW", "liquidation", at(0), at(100));
	ok(dec_double(d) == 0.7, "of that one something is missing");
	d = intake_coverage(in, "okx", "OLD", "liquidation", at(0), at(100));
	ok(dec_cmp(d, dec_int(1)) == 0, "of the others nothing is");
	intake_free(in);
}

/* Months of gaps cost no more than those that may be asked of. */
static void
forgotten(void)
{
	struct stream s = { .in = { .record = take } };
	const struct watch *w;
	const char *why;
	char word[64];
	int64_t ms, n;
	int i;

	intake_open(&s.in, "x", true);
	intake_forget(&s.in, at(0));
	ok(intake_status(&s.in, INT64_MIN, INT64_MAX, &why) == STATUS_OK,
	    "nothing is forgotten of nothing");
	for (i = 0; i < 100000; i += 10) {
		snprintf(word, sizeof(word), "m%d:%d", i, i + 9);
		word_between(&s, word);
		snprintf(word, sizeof(word), "g%d:%d", i + 9, i + 10);
		word_between(&s, word);
		intake_forget(&s.in, at(i - 95));
	}
	w = &s.in.watch[0];
	ok(s.in.flaw_cap < 100 && w->missing.cap < 100 && w->marked.cap < 100,
	    "10,000 gaps that are forgotten take room for a few: %zu",
	    s.in.flaw_cap);
	n = intake_gaps(&s.in, INTAKE_START, at(100000), &ms);
	ok(n == 10000 && ms == 10000000, "all of them are counted");
	ok(intake_status(&s.in, INTAKE_START, at(20), &why) ==
		    STATUS_INCOMPLETE &&
		strncmp(why, "a gap", 5) == 0,
	    "what was wrong then is known");
	ok(intake_status(&s.in, at(99990), at(99999), &why) == STATUS_OK,
	    "and nothing is wrong since");
	ok(intake_gaps(&s.in, at(99990), at(99999), &ms) == 0 && ms == 0,
	    "nor missing");
	intake_free(&s.in);
}

/* A day of one exchange's gaps must not cost more than it says. */
static void
many_names(void)
{
	struct stream s = { .in = { .record = take } };
	char word[64];
	int64_t ms;
	int i;

	intake_open(&s.in, "x", true);
	for (i = 0; i < 20000; i++) {
		snprintf(word, sizeof(word), "g%d:%d/x%d", i, i + 1, i);
		word_between(&s, word);
	}
	intake_close(&s.in, NULL);
	ok(intake_gaps(&s.in, INTAKE_START, at(20000), &ms) == 20000 &&
		ms == 20000000,
	    "20000 gaps of as many exchanges");
	intake_free(&s.in);
}

int
main(void)
{
	struct stream s;
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		s = (struct stream){ .in = { .record = take } };
		play(&s, cases[i].stream);
		buf_reset(&b);
		describe(&b, &s.in);
		is(b.s, cases[i].means, cases[i].what);
		intake_free(&s.in);
	}
	buf_free(&b);
	as_written();
	of_symbols();
	forgotten();
	many_names();
	return tap_end();
}
