/*
 * follow_room.h - what the files of follow.h share.
 */
#ifndef LIQ_FETCH_FOLLOW_ROOM_H
#define LIQ_FETCH_FOLLOW_ROOM_H

#include "liq-fetch/follow.h"
#include "liq-fetch/metrics.h"
#include "liq-fetch/pace.h"
#include "liq-fetch/pipe.h"
#include "liq-fetch/refill.h"
#include "liq-fetch/station.h"

/* A link and what carries it. */
struct line {
	struct station *station;
	struct link *link;
	struct pipe *pipe; /* NULL: a replay's */
	int64_t conn; /* the feed's n-th connection, from 1 */
	bool greeted;
	struct line *next;
};

/* A market that was listed while its feed was followed. */
struct newcomer {
	char symbol[64];
	int64_t opened; /* connections of its feed by then */
	int64_t since, from; /* theirs: listed, covered; from 0: not yet */
	bool told;
};

/* A feed, and what it brings. */
struct feed_of {
	struct site *site;
	const struct live *live;
	/* It brings liquidations: what it covers is told of. */
	bool told;
	int part, parts; /* of several connections, each with its markets */
	struct station station;
	struct market *markets; /* sorted by symbol */
	size_t n, cap;
	struct market *old; /* the list before; a hello may still read it */
	struct newcomer *newcomer;
	size_t newcomers, newcomer_cap;
	struct cover covered; /* complete, and not told yet */
	int64_t messages, bytes; /* of connections that are over */
	int64_t drops[METRICS_DEATHS];
};

/* An exchange, with all of its feeds. */
struct site {
	const struct exchange *exchange;
	struct budget_file *budget;
	struct cover filled; /* holes of all its markets, lately */
	int64_t told; /* marks were written up to there; 0: none yet */
	bool all; /* all its markets are wanted */
	int64_t listed; /* when its lists were asked for last */
	int64_t known; /* the last ones that came were, by our steady clock */
	int64_t doubted; /* since when something says they are old; 0: no */
	bool listing; /* they are being asked for */
	int64_t audit_at; /* when it is audited next, by our steady clock */
	int64_t audited; /* theirs: all before was; 0: nothing yet */
	bool auditing;
	int64_t offset; /* its clock less ours, as the lists told */
	int64_t polled; /* up to where what has no feed was; epoch ms; 0 */
	bool polling;
	int64_t poll_at; /* when it is again, by our steady clock */
};

struct followed {
	struct follow *f;
	struct feed_of *feed; /* those of a site side by side */
	size_t feeds, cap;
	struct site *site;
	size_t sites;
	struct line *line;
	struct pace pace; /* of moments that feeds tell of */
	struct refill *refill;
	char *room;
	int64_t now, wall, began, began_at, aged, counted, synced;
	bool more; /* a line has bytes that were not read yet */
	struct line *speaking; /* whose records come */
	struct names doubts; /* that were followed up */
};

/*
 * follow_list.c: the markets of a feed; from time to time the exchange's lists
 * are asked for again, and a feed with new markets gets a new connection.
 */
void list_choose(struct followed *, struct feed_of *);
struct site *list_site(const struct followed *, const struct exchange *);
/* Something that the lists do not explain: they are asked for, once for it. */
void list_doubt(struct followed *, struct site *, const char *what);
/* What is missing of new markets, once that is known; last: it is now. */
void list_cover(struct followed *, struct feed_of *, bool last);
/* Marks of a market begin there: INT64_MIN, or INT64_MAX for not yet. */
int64_t list_from(const struct feed_of *, const char *symbol);
void list_look(struct followed *, struct site *);
void list_done(struct followed *, struct refill *);

/* follow_poll.c: what has no feed, an interval after the other. */
bool poll_wants(const struct query *, const struct exchange *);
void poll_look(struct followed *, struct site *);
void poll_done(struct followed *, struct refill *);

/* follow_line.c: a feed's next connection, when it is due. */
void line_connect(struct followed *, struct feed_of *);
/* What has come is read, or was when it was recorded. */
void line_work(struct followed *, struct line *);
void line_replay(struct followed *);
void line_send(struct line *); /* what the link says */
/* The line of a link that is over is closed; the station goes on. */
void line_drop(struct followed *, struct feed_of *, struct link *);
void line_close(struct line *); /* with a last word */

/*
 * follow_cover.c: marks for what all feeds of a site cover; holes, that are
 * filled where they can be; and what is missing at the end.
 */
void cover_look(struct followed *, struct feed_of *, int64_t least);
void cover_tell(struct followed *, struct site *);
void cover_end(struct followed *, const struct feed_of *);

/*
 * The exchange's time: as its feeds tell it, which nobody sets; before they
 * did, ours and what its lists said of it.
 */
int64_t cover_now(const struct followed *, const struct site *);

/* Can an exchange be asked for liquidations that were? */
bool cover_history(const struct exchange *);
/* When it tells of what was then: its times may be whole seconds. */
int64_t cover_time(const struct exchange *, int64_t ts);

/* follow_metrics.c: the run in numbers, each METRICS_MS; last: now. */
void metrics_look(struct followed *, bool last);
/* A link that is over is counted. */
void metrics_drop(struct feed_of *, const struct link *);

/* follow_audit.c: what feeds left out, an hour after the other. */
void audit_look(struct followed *, struct site *);
void audit_done(struct followed *, const struct refill *);

#endif
