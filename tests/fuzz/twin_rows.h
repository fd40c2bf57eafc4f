/*
 * twin_rows.h - fast_rows.h beside record_parse, line by line: a row that a
 * kernel takes is the record that record_parse makes of its line, to the
 * byte; and all kernels take the same.
 */
#ifndef TWIN_ROWS_H
#define TWIN_ROWS_H

#include <stdlib.h>

#include "base/buf.h"
#include "fuzz.h"
#include "record/fast_rows.h"

#define TWINS 2 /* kernels at most */

/* What one kernel has learned and taken. */
struct twin {
	const struct fast_kernel *kernel;
	struct fast_rows rows;
	struct fast_rows_run run;
};

/* One line that was taken, against the truth. */
static inline void
twin_true(const struct twin *t, const struct fast_row *row)
{
	struct buf got = { 0 }, want = { 0 };
	struct record r;
	const char *why = record_parse(&r, row->text);

	must(why == NULL, why, row->text);
	must(r.type == t->rows.type, "another type", row->text);
	record_put(&want, &r, false);
	fast_rows_record(&t->rows, row, &r);
	record_put(&got, &r, false);
	must(str_same(buf_view(&got), buf_view(&want)), "another record",
	    row->text);
	buf_free(&got);
	buf_free(&want);
}

static inline bool
twin_same(const struct fast_row *a, const struct fast_row *b)
{
	return a->text.s == b->text.s && a->text.n == b->text.n &&
	       a->ts == b->ts && a->received == b->received &&
	       a->trades == b->trades && a->who == b->who && a->how == b->how &&
	       memcmp(a->number, b->number, sizeof(a->number)) == 0 &&
	       memcmp(a->scale, b->scale, sizeof(a->scale)) == 0 &&
	       memcmp(a->known, b->known, sizeof(a->known)) == 0;
}

/* All kernels at the same text; returns how many lines were taken. */
static inline size_t
twin_run(struct twin *t, struct str text, size_t *took)
{
	size_t k, i;

	for (k = 0; k < TWINS && t[k].kernel != NULL; k++) {
		memset(&t[k].run, 0, sizeof(t[k].run));
		*took = t[k].kernel->rows(&t[k].rows, &t[k].run, text);
		must(t[k].run.n == t[0].run.n &&
			 t[k].rows.unknown == t[0].rows.unknown,
		    "kernels take unlike", text);
		for (i = 0; i < t[0].run.n; i++)
			must(twin_same(&t[0].run.row[i], &t[k].run.row[i]),
			    "kernels differ", text);
	}
	return t[0].run.n;
}

/*
 * Both read whole lines, with FAST_SLACK bytes behind them.  Returns how many
 * lines were taken by the kernels.
 */
static inline int64_t
twin_read(struct twin *t, struct str text)
{
	size_t took = 0, i, k, run;
	int64_t n = 0;

	while (text.n > 0) {
		run = twin_run(t, text, &took);
		for (i = 0; i < run; i++) {
			twin_true(&t[0], &t[0].run.row[i]);
			must(t[0].run.row[i].text.s == text.s &&
				 text.s[t[0].run.row[i].text.n] == '\n',
			    "not a line", text);
			text = str_from(text, t[0].run.row[i].text.n + 1);
			took -= t[0].run.row[i].text.n + 1;
		}
		must(took == 0, "other lines than were taken", text);
		n += (int64_t)run;
		if (run == FAST_ROWS || text.n == 0)
			continue;
		i = (size_t)((char *)memchr(text.s, '\n', text.n) - text.s);
		for (k = 0; k < TWINS && t[k].kernel != NULL; k++)
			fast_rows_learn(&t[k].rows, (struct str){ text.s, i });
		text = str_from(text, i + 1);
	}
	return n;
}

/* One twin a kernel that this machine can run. */
static inline void
twin_begin(struct twin *t, enum record_type type)
{
	const struct fast_kernel *k;
	size_t n = 0;

	memset(t, 0, TWINS * sizeof(*t));
	for (k = fast_kernels; k->name != NULL && n < TWINS; k++)
		if (k->usable()) {
			t[n].rows.type = type;
			t[n++].kernel = k;
		}
}

static inline void
twin_end(struct twin *t)
{
	size_t k;

	for (k = 0; k < TWINS; k++)
		fast_rows_free(&t[k].rows);
}

#endif
