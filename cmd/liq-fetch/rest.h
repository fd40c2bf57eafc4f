/*
 * rest.h - an exchange's REST interface: questions, and what answers say.
 *
 * One row of a table is one thing that can be asked for.  An adapter is asked
 * for a page at a time: it writes the request, and reads the answer.  It keeps
 * nothing, does no I/O and reads no clock; which page comes next is sweep.h's.
 */
#ifndef LIQ_FETCH_REST_H
#define LIQ_FETCH_REST_H

#include "liq-fetch/exchange.h"

/* How a thing that does not fit one answer is asked for. */
enum paging {
	PAGE_ONE, /* one answer is all there is: a book, tiers, a moment */
	/*
	 * Any span can be asked for.  It is cut into spans that a page holds;
	 * an answer with as many rows as a page has is asked again in halves.
	 */
	PAGE_SPAN,
	/*
	 * Rows from since on, oldest first: after a full page comes one from
	 * its newest row on.  Both ends are asked for inclusively; what comes
	 * twice is known by its count (ident.h).
	 */
	PAGE_FORWARD,
	PAGE_BACKWARD, /* rows up to until, newest first */
	PAGE_TOKEN /* the answer says what names the next page */
};

/* A page that is wanted. */
struct page {
	/* The market, or the first of its group; symbol "": a whole part. */
	struct market market;
	const struct instrument *instrument; /* of that market; may be NULL */
	int part; /* 0 ... parts - 1 */
	int64_t since, until; /* rows with since <= ts < until */
	int64_t now; /* their clock when it is asked for; 0: not known */
	int64_t width; /* of candles and statistics, ms; 0: it has none */
	int rows; /* as many as the table says, or fewer */
	const char *token; /* PAGE_TOKEN: from the page before; "": first */
	const char *key; /* the user's, where the exchange wants one; or "" */
	const char *owner; /* -k position: an address; or "" */
	struct dec price; /* of one coin, for tiers in contracts; or null */
};

/* A request; all zero is empty.  Owns its buffers. */
struct ask {
	struct buf url; /* https://host/path?query, whole */
	struct buf body; /* JSON for a POST; empty: a GET */
	struct buf header; /* one line "CG-API-KEY: ..." of its own; or empty */
	int cost; /* of the row's bucket; set to the row's before */
};

/* What an answer said of the next page. */
struct turn {
	int64_t rows; /* it had, refused and unwanted ones too */
	int64_t oldest, newest; /* their times, ms; INT_NONE: no rows */
	char token[256]; /* of the next page; "": this was the last */
};

struct rest {
	enum record_type kind;
	const char *name; /* its path, for people: "klines" */
	enum paging paging;
	int rows; /* the most an answer has */
	int64_t grain; /* its times are multiples of that, ms; 0: of 1 */
	int64_t span; /* the longest that can be asked for, ms; 0: any */
	int64_t reach; /* how far back from now it goes, ms; 0: all */
	int back; /* the same in rows, whatever their width; 0: all */
	/* What page.width may be, ms, rising, ends in 0; NULL: no widths. */
	const int64_t *widths;
	bool moment; /* it is about now, and has no history */
	/* Requests that bring all markets; 0: each market is asked for. */
	int parts;
	const char *bucket; /* a rate limit of the exchange, by its name */
	int cost; /* of a request, in that bucket */
	/* False: not offered for this market (dated, inverse, ...). */
	bool (*ask)(struct ask *, const struct page *);
	/*
	 * A checked body without trouble (below).  Rows go to the sink; rows
	 * of markets that were not asked for may too.  NULL, or why the
	 * whole answer is refused.
	 */
	const char *(*answer)(struct turn *, struct str body,
	    const struct page *, const struct context *, const struct sink *);
	/*
	 * Markets that share a request: what names it.  NULL: each market is
	 * asked for by itself.
	 */
	void (*group)(struct buf *, const struct market *);
};

/* A documented rate limit: amount in any span of that length. */
struct bucket {
	const char *name;
	int64_t amount, per_ms;
};

/* A header of answers in which the exchange says how much is used of it. */
struct counter {
	const char *header;
	const char *bucket;
};

enum trouble_kind {
	TROUBLE_NONE, /* it is an answer */
	TROUBLE_RATE, /* too fast: wait */
	TROUBLE_BAN, /* the address is shut out for a time */
	TROUBLE_GEO, /* refused to where we are; no use to ask again */
	TROUBLE_KEY, /* a key is wanted, wrong, or has not the right */
	TROUBLE_BUSY, /* overloaded, or closed for maintenance */
	TROUBLE_SYMBOL, /* there is no such market (any more) */
	TROUBLE_ASK, /* the request is not understood */
	TROUBLE_BROKEN /* no answer of this interface: HTML, an odd status */
};

/* What came back, whatever it is. */
struct reply {
	int status; /* of HTTP */
	struct str body; /* unchecked */
	struct str type; /* Content-Type; empty: none */
	struct str retry_after; /* as sent; empty: none */
	int64_t now; /* when it came, epoch ms */
	int64_t date; /* by their clock; 0 or INT_NONE: not said */
};

struct trouble {
	enum trouble_kind kind;
	int64_t until; /* epoch ms: not before that; 0: not said */
	char words[160]; /* the exchange's own sentence, made safe; "": none */
};

/*
 * By HTTP alone: 429 and Retry-After, 418, 451, 403, 404, 5xx, 3xx, HTML
 * where JSON belongs.  What an exchange's own function begins with.
 */
void trouble_by_status(struct trouble *, const struct reply *);
/* The words, with control bytes and the like taken out, cut to fit. */
void trouble_words(struct trouble *, struct str);

#endif
