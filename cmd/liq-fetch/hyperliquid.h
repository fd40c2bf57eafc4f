/*
 * hyperliquid.h - Hyperliquid over REST: what its files share.
 */
#ifndef LIQ_FETCH_HYPERLIQUID_H
#define LIQ_FETCH_HYPERLIQUID_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

extern const struct live hyperliquid_live[];
extern const struct rest hyperliquid_rest[];
extern const struct bucket hyperliquid_buckets[];
void hyperliquid_trouble(struct trouble *, const struct reply *);

/* Everything is asked for at one address: what is said in the body. */
void hyperliquid_ask(struct ask *, const char *body);

/* A book, as it is told. */
const char *hyperliquid_row_book(struct reading *, struct str object);
/* A context of metaAndAssetCtxs, of when it was received. */
const char *hyperliquid_row_oi(struct reading *, struct str context);
const char *hyperliquid_row_funding(struct reading *, struct str context);

/* hyperliquid_meta.c: the members of struct rest, by what they are about. */
rest_ask hyperliquid_ask_meta, hyperliquid_ask_contexts;
rest_answer hyperliquid_instruments, hyperliquid_tiers, hyperliquid_oi,
    hyperliquid_funding_next;

#endif
