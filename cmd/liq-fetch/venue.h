/*
 * venue.h - one exchange in one run: what is asked of it, and what came.
 *
 * A venue is asked for its instruments first, then for everything the query
 * wants of the markets they name.  It gives requests (flights) and takes
 * answers; sockets and clocks are the caller's.  What cannot be had becomes a
 * gap with its reason; what was had, a mark.
 *
 * Owns: its tasks, jobs and flights.
 */
#ifndef LIQ_FETCH_VENUE_H
#define LIQ_FETCH_VENUE_H

#include "base/when.h"
#include "liq-fetch/budget.h"
#include "liq-fetch/http.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/price_list.h"
#include "liq-fetch/task.h"
#include "liq-fetch/wanted.h"

#define VENUE_FLIGHTS 6 /* at once */
#define VENUE_TRIES 5 /* of one request */

/* What a run is about: the same for all venues. */
struct query {
	uint32_t kinds; /* bit 1 << enum record_type */
	int64_t now; /* when the run began, our clock */
	struct when since, until;
	int64_t interval; /* of candles, statistics */
	uint32_t fed; /* kinds whose moments are not asked for: feeds tell */
	bool plan; /* nothing but lists is asked */
	bool hole; /* of a feed: what is missing is told by who asks */
	bool named; /* -x: what it does not offer is missing */
	const char *key; /* "": none */
	const char *const *owners; /* addresses; ends in NULL; or NULL */
	struct tape *tape; /* what budgets said is kept there; or NULL */
	struct price_list *prices;
	struct wanted *wanted;
	struct instruments *instruments; /* of all exchanges */
	struct emit *emit;
};

/* Where lists of instruments are kept between runs. */
struct folder {
	int fd; /* -1: nowhere */
	bool read; /* false: they are asked for, and kept */
};

/* A request, from its making to its end. */
struct flight {
	struct venue *venue;
	struct job *job;
	struct page page;
	char token[256];
	struct ask ask;
	int tries;
	int64_t after; /* its budget said: not before that, epoch ms */
	struct flight *next; /* of those out, or to be sent again */
};

struct venue {
	const struct exchange *exchange;
	const struct query *query;
	struct budget_file *budget; /* NULL: none, of a run that is replayed */
	const struct folder *folder; /* of lists; NULL: none */
	struct task **task;
	struct job **job;
	size_t tasks, task_cap, jobs, job_cap, turn;
	struct flight *again; /* to be sent, oldest first */
	struct flight *out; /* no answer came yet */
	int flights; /* out, or waiting to be sent */
	int64_t offset; /* their clock less ours, ms */
	bool timed; /* offset is known */
	bool listed; /* its instruments are known */
	bool list_whole; /* all of them */
	int64_t listed_at; /* when the first of the lists came; 0: none did */
	bool asked; /* the jobs of the query were made */
	int status; /* of the run, as far as this exchange goes */
	bool lost; /* nothing more is asked */
	enum gap_why why; /* it is lost */
	int64_t wake; /* not before that, epoch ms */
	struct context context; /* of the answer that is being read */
	struct sink sink; /* where its records go */
	const struct flight *now; /* whose answer is being read */
	int64_t rows; /* records that were taken */
	int64_t fresh; /* of these, that nobody had told of */
	int64_t lists, pages; /* answers of instruments; and all others */
};

void venue_open(struct venue *, const struct exchange *, const struct query *);
/*
 * The next request to send, or NULL: wait until venue->wake (0: until an
 * answer comes).
 */
struct flight *venue_next(struct venue *, int64_t now);
/* What came of it; the flight is the venue's again. */
void venue_answer(struct venue *, struct flight *, const struct http_answer *);
bool venue_done(const struct venue *);
/* Everything still open cannot be had any more. */
void venue_lose(struct venue *, enum gap_why, int status);
/* The same, and what is under way will not come back. */
void venue_stop(struct venue *, enum gap_why);
/* Marks and gaps of all tasks. */
void venue_tell(struct venue *);
void venue_close(struct venue *);

#endif
