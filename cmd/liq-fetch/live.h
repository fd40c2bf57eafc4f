/*
 * live.h - an exchange's WebSocket interface: where it is, what to say, and
 * what a message means.
 *
 * One row of a table is one connection.  Pure: text in, text and meaning out.
 * The canary is a dense channel on the same connection (a mark price, a best
 * bid): it must be acknowledged, arrive, and its event time must advance, or
 * the connection is dead however alive it looks.
 */
#ifndef LIQ_FETCH_LIVE_H
#define LIQ_FETCH_LIVE_H

#include "liq-fetch/exchange.h"

struct ladders; /* ladder.h */
struct pace; /* pace.h */
struct sheet; /* sheet.h */
struct width; /* cells.h */

/* What a connection is to bring. */
struct live_wants {
	uint32_t kinds; /* bit 1 << enum record_type */
	/*
	 * Its markets, sorted by symbol; all: they are all there are, where a
	 * channel of everything will do.
	 */
	const struct market *of;
	size_t n;
	bool all;
	int64_t width; /* of candles, ms; 0: none are wanted */
	const struct pace *pace; /* what of moments is due; NULL: all is */
	const char *key; /* or "" */
};

enum heard_what {
	HEARD_NOTHING, /* an echo, a welcome, a channel nobody asked for */
	HEARD_ACK, /* count of the topics that were asked for are on */
	HEARD_PING, /* answer with reply */
	HEARD_PONG,
	HEARD_CANARY, /* ts, and nothing else */
	HEARD_DATA, /* records went to the sink, maybe none */
	HEARD_REFUSED, /* a topic, or all: why in words */
	HEARD_LEAVING, /* the server will close this connection soon */
	HEARD_BROKEN /* what it tells has a hole: why in words; a new one */
};

struct heard {
	enum heard_what what;
	int count; /* ACK: topics; usually 1 */
	int64_t ts; /* if set, whatever it is: a canary's event time, ms */
	struct buf reply; /* PING; the caller frees it */
	char words[160]; /* REFUSED, LEAVING, BROKEN */
	/* The connection's, for whoever hears: */
	const struct live_wants *wants;
	struct sheet *sheet; /* what it has told before */
	struct ladders *ladders; /* and of books */
};

/* What to say, and how many acknowledgements it will bring. */
struct live_line {
	const char *text;
	int topics;
};

/* Topics that bring some kinds, one for each market. */
struct live_channel {
	uint32_t kinds; /* 0: it is no channel, the list ends */
	const char *message; /* @: topics stand here, with commas between */
	/* $: the symbol, ~: in lower case, #: what a width is called. */
	const char *topic;
	const struct width *widths; /* of its candles; others are polled */
	int batch; /* topics in one message */
	bool apart; /* each topic is acknowledged, not each message */
};

/*
 * Feeds of liquidations are told of in marks and gaps.  Feeds of other kinds
 * (candles that are done, moments of open interest, the next funding, books)
 * are of topics for each market, and together bring a kind of all markets that
 * have it over REST: while all of them are well, REST is not asked for its
 * moments.  What is complete is told by REST, which also fills their holes.
 */
struct live {
	const char *name; /* "linear"; of no more than 16 letters */
	/* "wss://stream.bybit.com/v5/public/linear"; %s: the key goes there. */
	const char *url;
	uint32_t kinds; /* what it can bring */
	/* Markets of this connection; NULL: all of the exchange's. */
	bool (*market)(const struct market *);
	/*
	 * What to say after the upgrade whatever is wanted, canary and
	 * heartbeats included; ends in a NULL text, NULL: nothing.
	 */
	const struct live_line *script;
	/*
	 * The n-th thing to say after that (n from 0); topics: how many
	 * acknowledgements it will bring.  False: nothing more.  NULL: nothing
	 * at all.  Messages obey the exchange's limits of arguments; the
	 * caller sends at most one every pace_ms.
	 */
	bool (*hello)(
	    struct buf *, int *topics, const struct live_wants *, int n);
	/*
	 * In place of hello: what is said of each kind; or NULL.  canary: a
	 * topic in a message of the first one, unless a market's is the same.
	 */
	const struct live_channel *channels;
	const char *canary;
	int64_t pace_ms;
	size_t topics_max; /* of one connection, then more; 0: any number */
	/*
	 * What to say to keep it open, every ping_ms at the latest (0: it
	 * needs nothing); NULL: a ping frame.
	 */
	void (*ping)(struct buf *, int64_t now);
	int64_t ping_ms;
	bool pongs; /* pings are answered: no pong within 10 s is death */
	bool packed; /* every message is gzip (HTX) */
	int64_t life_ms; /* it is cut after that; 0: no such rule */
	int64_t canary_ms; /* the longest between canaries; 0: has none */
	/*
	 * One message, unchecked.  Liquidations and other kinds go to the
	 * sink.  NULL, or why the message is refused.
	 */
	const char *(*hear)(struct heard *, struct str text,
	    const struct context *, const struct sink *);
};

#endif
