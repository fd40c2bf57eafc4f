/*
 * record.c - a line that is taken is written, read again and written the
 * same, with decimals as numbers and as strings; the stream's own records go
 * through the intake.
 */
#include "fuzz.h"
#include "record/intake.h"

static const char *
take(void *arg, const struct record *r, struct str line)
{
	(void)arg;
	(void)r;
	(void)line;
	return NULL;
}

/* One line as written; it has one newline, at its end. */
static struct str
written(struct buf *b, const struct record *r, bool quoted, struct str line)
{
	struct str s;

	buf_reset(b);
	record_put(b, r, quoted);
	s = buf_view(b);
	must(s.n > 0 && memchr(s.s, '\n', s.n) == s.s + s.n - 1, "not one line",
	    line);
	s.n--;
	return s;
}

static void
again(const struct record *r, struct str line)
{
	struct buf first = { 0 }, quoted = { 0 }, second = { 0 };
	struct record copy;
	struct str s = written(&first, r, false, line);
	const char *why = record_parse(&copy, s);

	must(why == NULL, why, s);
	must(str_same(written(&second, &copy, false, line), s),
	    "written otherwise the second time", s);
	s = written(&quoted, r, true, line);
	why = record_parse(&copy, s);
	must(why == NULL, why, s);
	must(str_same(buf_view(&first),
		 (written(&second, &copy, false, line), buf_view(&second))),
	    "decimals as strings are others", s);
	buf_free(&first);
	buf_free(&quoted);
	buf_free(&second);
}

/* Whatever the stream says, there is a true begin and end to write. */
static void
stream(struct str line, bool regular)
{
	const struct str options = STR("{}");
	struct intake in = { .record = take };
	struct buf b = { 0 };
	struct record r;
	struct dec covered;
	const char *why;
	int64_t ms;

	intake_open(&in, "x", regular);
	(void)intake_line(&in, line);
	intake_close(&in, NULL);
	must(intake_status(&in, INT64_MIN, INT64_MAX, &why) == 0 ||
		 why[0] != '\0',
	    "incomplete without a reason", line);
	must(intake_gaps(&in, INT64_MIN, INT64_MAX, &ms) >= 0 && ms >= 0,
	    "fewer gaps than none", line);
	covered = intake_coverage(&in, "", "", "liquidation",
	    INT64_C(1738310400000), INT64_C(1738396800000));
	must(!covered.known ||
		 (dec_sign(covered) >= 0 && dec_cmp(covered, dec_int(1)) <= 0),
	    "a share outside 0 to 1", line);
	intake_put_begin(&b, &in, "liq-agg", options);
	must(record_parse(&r, buf_view(&b)) == NULL, "no begin", line);
	buf_reset(&b);
	intake_put_end(&b, &in, 3, 1, 1, INT64_MIN, INT64_MAX, why);
	must(record_parse(&r, buf_view(&b)) == NULL, "no end", line);
	buf_free(&b);
	intake_free(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str line = { (const char *)data, n };
	struct record r;
	const char *why;

	if (n == 0 || memchr(data, '\n', n) != NULL)
		return 0; /* not a line */
	if ((why = record_parse(&r, line)) != NULL)
		must(why[0] != '\0' && strchr(why, '\n') == NULL, "no reason",
		    line);
	else if (r.type != RECORD_NONE)
		again(&r, line);
	stream(line, n & 1);
	return 0;
}
