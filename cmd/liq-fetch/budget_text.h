/*
 * budget_text.h - a budget as text, for its file.
 *
 * A line of JSON about bans and waits, one for each bucket that was used, and
 * last the hash of those before, so that half a file is known for what it is.
 *
 * Pure.
 */
#ifndef LIQ_FETCH_BUDGET_TEXT_H
#define LIQ_FETCH_BUDGET_TEXT_H

#include "base/buf.h"
#include "liq-fetch/budget.h"

void budget_put(struct buf *, const struct budget *, const struct exchange *);
/* NULL, or why the text is none; then the budget is as it was. */
const char *budget_parse(
    struct budget *, const struct exchange *, struct str text);

#endif
