/*
 * intake.h - lines in, records out, and the truth about the stream.
 *
 * Every filter reads through it.  It parses, hands data records (and gap and
 * note) to the caller, and keeps what the control records say: the as-of
 * time, who spoke, what was covered, what is missing, and so the status.  On
 * a pipe a begin without its end is a dead producer; in a regular file an
 * open last run is somebody appending.
 *
 * Layer: record.  Pure: no I/O.  Owns: its lists; all zero is a new one.
 */
#ifndef RECORD_INTAKE_H
#define RECORD_INTAKE_H

#include "base/hash.h"
#include "record/cover.h"
#include "record/record.h"

/* Marks and gaps of one (exchange, symbol or "", kind). */
struct watch {
	char exchange[24], symbol[64], kind[16];
	struct cover marked, missing, filled;
	struct cover net; /* marked or filled, less what is missing */
	bool stale; /* net is of before the last record */
};

/* Something wrong with a stretch of the input; INT64_MIN/MAX: all of it. */
struct flaw {
	int64_t since, until;
	char why[208];
};

struct intake {
	/* The caller's: one record, and the line it came from; why or NULL. */
	const char *(*record)(void *, const struct record *, struct str line);
	/* Every control record, after the intake; may be NULL. */
	void (*control)(void *, const struct record *);
	/* Marks and gaps of others say nothing; NULL: all are wanted. */
	bool (*wants)(void *, const char *exchange);
	void *arg;

	int64_t as_of; /* newest event or mark; valid when any is */
	int64_t last; /* first ms after the newest event or mark */
	int64_t ended; /* the newest as-of time an end said; 0: none did */
	int64_t first; /* the first record's ts, or an upstream begin's */
	bool any, meta; /* a time is known; control records were seen */
	bool cut; /* input was cut short, or its producer died */
	int64_t lines, rejected, records; /* records: of data, taken */
	struct sources sources;
	struct str options; /* unused by readers */
	struct watch *watch;
	size_t watch_cap;
	struct names watches; /* exchange, symbol, kind; numbers watch */
	struct flaw *flaw;
	size_t flaws, flaw_cap;
	struct flaw past; /* of forgotten ones, as one; until 0: none */
	int64_t past_gaps, past_gap_ms;
	int64_t open_since; /* after it nothing is final; INT64_MAX: all is */
	struct intake_rows *rows; /* of intake_block */

	/* of the file being read */
	struct {
		bool regular, running;
		int64_t marked, began, rejected;
	} file;
};

/* In this order: once a file, once a line, once a file. */
void intake_open(void *intake, const char *name, bool regular);
const char *intake_line(void *intake, struct str line);
/*
 * Before intake_line, as feed.h's block: candles, open interest and
 * liquidations go to record many times faster; the line it stops at is for
 * intake_line.
 */
size_t intake_block(void *intake, struct str text, int64_t *lines);
/*
 * In place of intake_line, for lines that the caller read by itself (fast.h)
 * and took as record would: so many records of a kind, the time of the first
 * and the newest; and, once for each, the exchanges they are of.
 */
void intake_took(struct intake *, int64_t lines, int64_t first, int64_t newest);
void intake_heard(struct intake *, const char *exchange, enum record_type);
/* why: NULL, or what cut the input short (a torn gzip, a read error). */
void intake_close(void *intake, const char *why);
/* A line the reader itself refused (too long, cut). */
void intake_refused(void *intake, const char *why);
/* A half line at the end of the file is no fault: somebody is appending. */
bool intake_torn(void *intake);

/* A stretch that is missing, said by the caller. */
void intake_flaw(struct intake *, int64_t since, int64_t until, const char *);
/*
 * STATUS_OK, or STATUS_INCOMPLETE when something that is missing overlaps
 * [since, until); *why then says what came first, else "".
 */
int intake_status(
    const struct intake *, int64_t since, int64_t until, const char **why);
/*
 * For a stream without end: nothing will be asked of before, but its status.
 * What was wrong then is one flaw from now on.
 */
void intake_forget(struct intake *, int64_t before);
/* Unfilled gaps within [since, until): how many, how long together. */
int64_t intake_gaps(
    const struct intake *, int64_t since, int64_t until, int64_t *ms);
/*
 * Fraction of [since, until) that was watched for a kind, over the sources
 * of exchange and symbol ("": all of them, weighing alike); a null decimal
 * when nothing was ever marked.  Four decimals, rounded down.
 */
struct dec intake_coverage(struct intake *, const char *exchange,
    const char *symbol, const char *kind, int64_t since, int64_t until);
/* TRUTH_TRUE: final, complete up to until as far as the stream says. */
int intake_final(const struct intake *, int64_t until);
void intake_free(struct intake *);

/* Between the files of the intake: one record of data; NULL or why not. */
const char *intake_data(
    struct intake *, const struct record *, struct str line);
void intake_learn(struct intake *, struct str line); /* one not read by rows */
struct watch *intake_watch(struct intake *, const char *exchange,
    const char *symbol, const char *kind); /* NULL: nothing was told of it */
void intake_rows_free(struct intake_rows *);

/* What was read, and who spoke, in a line of words; it lives in the buffer. */
const char *intake_account(struct buf *, const struct intake *);
/* begin and end as a filter writes them; buf gets one line. */
void intake_put_begin(struct buf *, const struct intake *, const char *program,
    struct str options);
void intake_put_end(struct buf *, const struct intake *, int status,
    int64_t count, int64_t repeated, int64_t since, int64_t until,
    const char *why);

#endif
