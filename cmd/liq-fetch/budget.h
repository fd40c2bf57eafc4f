/*
 * budget.h - how many requests an exchange may get, over all processes of the
 * user, and who is not to be asked at all.
 *
 * Half of every documented limit is used in any span of its length, by all
 * our processes together; a limit of one request is used in every other span.
 * Where the exchange counts requests itself and says so, other programs of
 * the address are seen: with them no more than three quarters are used.
 *
 * The pure part takes times as arguments.  The file part keeps one small file
 * an exchange in the state folder, locked while it is read and written, so
 * that budgets, bans and refusals survive restarts and are shared.  A file
 * that cannot be read is set aside as .bad; without a folder, or when writing
 * fails, all is kept in this process alone; both are said.
 */
#ifndef LIQ_FETCH_BUDGET_H
#define LIQ_FETCH_BUDGET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "liq-fetch/rest.h"

#define BUDGET_BUCKETS 12 /* of one exchange, at the most */
#define BUDGET_SLOTS 17 /* a span in 16 slots, and the one that began */
#define BUDGET_REFUSED_MS INT64_C(3600000) /* nothing is sent after a 451 */

/* What went out of late, of one bucket. */
struct budget_use {
	int64_t slot; /* the newest; time / length of a slot */
	int64_t cost[BUDGET_SLOTS]; /* by slot % BUDGET_SLOTS */
	int64_t others, others_until; /* used by other programs, as heard */
};

/* What is known of one exchange; all zero: nothing was asked yet. */
struct budget {
	struct budget_use use[BUDGET_BUCKETS]; /* in the order of its table */
	/* Epoch ms; nothing is sent before that. */
	int64_t ban_until, refused_until, wait_until;
	int64_t busy_until; /* not before wait_until: it is they, not we */
	int64_t tries; /* troubles since an answer, for the back-off */
	char words[160]; /* the exchange's own sentence for ban or refusal */
};

/*
 * Takes cost from a row's bucket, if it may go now.  0: go; else epoch ms
 * when to try again (INT64_MAX: not in this run).  A request that costs more
 * than we may use goes when nothing else went out.
 */
int64_t budget_take(struct budget *, const struct exchange *,
    const struct rest *, int cost, int64_t now);
/*
 * What a reply tells: a ban, a refusal, a back-off of 1 s x 2^n with full
 * jitter from seed (60 s at the most; longer where the exchange says until
 * when), or that all is well again.  True when that is news: a trouble is,
 * and its end, and what comes in between is not.
 */
bool budget_told(
    struct budget *, const struct trouble *, int64_t now, uint64_t seed);
/* The exchange's own count of a bucket (struct counter), as of now. */
void budget_heard(struct budget *, const struct exchange *, const char *bucket,
    int64_t used, int64_t now);
/*
 * Why nothing is sent now, in one line: what, until when, what to do.  NULL:
 * it may be asked.  Valid until the next reason (reason.h).
 */
const char *budget_say(const struct budget *, int64_t now);
bool budget_busy(const struct budget *); /* it waits as they are busy */
/* The used share of its fullest bucket, in percent of what we may use. */
int budget_percent(const struct budget *, const struct exchange *, int64_t now);

/* The shared file; state NULL: in the folder of state_folder.h. */
struct budget_file;
/* Never NULL.  *why: NULL, or why it is kept in this process alone. */
struct budget_file *budget_open(
    const char *state, const struct exchange *, const char **why);
int64_t budget_file_take(
    struct budget_file *, const struct rest *, int cost, int64_t now);
bool budget_file_told(
    struct budget_file *, const struct trouble *, int64_t now, uint64_t seed);
/* The head of an answer: the counters of the exchange in it. */
void budget_file_heard(struct budget_file *, struct str head, int64_t now);
/* As it stood when it was read last; until the next call. */
const struct budget *budget_of(const struct budget_file *);
/* What went wrong with the file since this was asked last; NULL: nothing. */
const char *budget_note(struct budget_file *);
void budget_close(struct budget_file *); /* NULL will do */

#endif
