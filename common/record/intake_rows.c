/*
 * Candles, open interest and liquidations, many lines at once.
 */
#include <stdlib.h>

#include "base/x.h"
#include "record/fast_rows.h"
#include "record/intake.h"

struct intake_rows {
	const struct fast_kernel *kernel;
	struct fast_rows of[2];
	struct fast_rows_run run;
	struct fast events;
	struct fast_run events_run;
	struct record record;
};

static struct intake_rows *
open_rows(struct intake *in)
{
	if (in->rows == NULL) {
		in->rows = xcalloc(1, sizeof(*in->rows));
		in->rows->kernel = fast_kernel();
		in->rows->of[0].type = RECORD_CANDLE;
		in->rows->of[1].type = RECORD_OI;
	}
	return in->rows;
}

/* Lines of one type; returns their bytes. */
static size_t
take(struct intake *in, struct fast_rows *of, struct str text, int64_t *lines)
{
	struct intake_rows *rows = in->rows;
	const struct fast_row *row = rows->run.row;
	size_t i, took = 0;

	rows->kernel->rows(of, &rows->run, text);
	for (i = 0; i < rows->run.n; i++, row++) {
		fast_rows_record(of, row, &rows->record);
		if (intake_data(in, &rows->record, row->text) != NULL)
			break; /* intake_line says why */
		took += row->text.n + 1;
	}
	in->lines += (int64_t)i;
	*lines += (int64_t)i;
	return took;
}

/* The same of liquidations; a line ends in its id, "} and a newline. */
static size_t
take_events(struct intake *in, struct str text, int64_t *lines)
{
	struct intake_rows *rows = in->rows;
	const struct fast_line *line = rows->events_run.line;
	struct str one;
	size_t i, took = 0;

	rows->kernel->take(&rows->events, &rows->events_run, text);
	for (i = 0; i < rows->events_run.n; i++, line++) {
		one.s = text.s + took;
		one.n = (size_t)(line->id.s - one.s) + line->id.n + 2;
		fast_record(&rows->events, line, &rows->record);
		if (intake_data(in, &rows->record, one) != NULL)
			break;
		took += one.n + 1;
	}
	in->lines += (int64_t)i;
	*lines += (int64_t)i;
	return took;
}

size_t
intake_block(void *intake, struct str text, int64_t *lines)
{
	struct intake *in = intake;
	struct intake_rows *rows = open_rows(in);
	const char *from = text.s;
	size_t took;

	*lines = 0;
	do {
		took = take(in, &rows->of[0], text, lines);
		if (took == 0)
			took = take(in, &rows->of[1], text, lines);
		if (took == 0)
			took = take_events(in, text, lines);
		text = str_from(text, took);
	} while (took > 0 && text.n > 0);
	return (size_t)(text.s - from);
}

void
intake_learn(struct intake *in, struct str line)
{
	if (in->rows == NULL)
		return;
	fast_rows_learn(&in->rows->of[0], line);
	fast_rows_learn(&in->rows->of[1], line);
	fast_learn(&in->rows->events, line);
}

void
intake_rows_free(struct intake_rows *rows)
{
	if (rows == NULL)
		return;
	fast_rows_free(&rows->of[0]);
	fast_rows_free(&rows->of[1]);
	fast_free(&rows->events);
	free(rows);
}
