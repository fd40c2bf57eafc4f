/*
 * cells.h - what readers of REST answers share: rows, cells and requests.
 *
 * A cell is bare text (wire_get, wire_cells); empty is null.
 *
 * Owns: nothing.  Pure.
 */
#ifndef LIQ_FETCH_CELLS_H
#define LIQ_FETCH_CELLS_H

#include "liq-fetch/contract.h"
#include "liq-fetch/rest.h"

/* The two functions of a struct rest, to declare many of. */
typedef bool rest_ask(struct ask *, const struct page *);
typedef const char *rest_answer(struct turn *, struct str body,
    const struct page *, const struct context *, const struct sink *);

/* An answer that is read: what an exchange's functions for rows are given. */
struct reading {
	struct turn *turn;
	const struct page *page;
	const struct context *context;
	const struct sink *to;
	struct contract contract; /* of the page's market, or of the row */
	int64_t at; /* when the answer was made, as a reader found it */
	int64_t last; /* of the last row, where a reader needs it */
};

/* A row came, and when it is of; INT_NONE: that cannot be read. */
void turn_row(struct turn *, int64_t ts);
/*
 * Each element of an array through read, which calls turn_row once it knows
 * the row's time; what cannot be read is refused and counts as a row.  NULL,
 * or why it is no array.
 */
const char *turn_rows(struct str array, struct reading *,
    const char *(*read)(struct str row, struct reading *));

/* More of a request's URL: as it stands, and what may hold any byte. */
void ask_url(struct ask *, const char *, ...)
    __attribute__((format(printf, 2, 3)));
void ask_text(struct ask *, const char *);
/* What is coded already, a page's token: only what no URL may hold is coded. */
void ask_coded(struct ask *, const char *);

/* What an exchange calls a width: "1m", "60min". */
struct width {
	int64_t ms;
	const char *name;
};
const char *width_name(const struct width *, int64_t ms); /* NULL: nothing */
int64_t width_ms(const struct width *, struct str name); /* 0: there is none */

/* A number that must be there; the reason names it. */
const char *cell_need(struct dec *, struct str, const char *name);

/* A candle as the exchange writes it; what it does not publish is empty. */
struct cells_candle {
	struct str open, high, low, close;
	struct str volume, buy; /* in units */
	enum unit unit;
	struct str usd, trades;
	bool closed; /* the exchange says that it is done */
};
/*
 * The record, final when it is closed, or its end is not after
 * context->received (an archive's always is).  A volume in
 * contracts or USD is coins at the close; without usd of its own, a volume in
 * USD is that.
 */
const char *cell_candle(struct record *, const struct cells_candle *,
    const struct contract *, const struct context *, int64_t ts, int64_t width);

/*
 * A level of one side of a book, added to [[price,qty],...]; book_end closes
 * the array, which is to be there also when the side is empty.
 */
const char *book_level(struct buf *, const struct contract *, struct str price,
    struct str size, enum unit);
void book_end(struct buf *);

/*
 * Two parts of a whole as shares that make 1: accounts, volumes, or shares
 * that were rounded.  NULL or why not.
 */
const char *cell_shares(struct ratio *, struct dec lng, struct dec shrt);
/* Their word for it, cut to fit; where it is their "live", ours. */
void cell_status(struct instrument *, const char *word, const char *live);
/*
 * Is it one of the exchange's instruments?  What is not, in an answer about
 * all markets, is none of ours.  Where no instruments are known: true.
 */
bool row_listed(
    const struct reading *, const struct exchange *, const char *symbol);
/*
 * The contract of a row of an answer about all markets.  False: it is none of
 * ours, or *why its contract cannot be told.
 */
bool row_contract(struct reading *, const struct exchange *, struct str symbol,
    const char **why);
/*
 * The object an error is: checked, and of a short body; no answer with rows
 * worth reading is that short.
 */
bool reply_object(const struct reply *, struct str *object);
/* What an exchange's codes for errors mean; ends in a NULL name. */
struct error_code {
	const char *name;
	enum trouble_kind kind;
};
/* Of a code that is not listed: what HTTP says, else TROUBLE_ASK. */
void trouble_by_code(
    struct trouble *, const struct error_code *, struct str name);

#endif
