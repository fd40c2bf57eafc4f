/*
 * online.h - a run over the network: what the command line asks for, of
 * exchanges over REST.
 */
#ifndef LIQ_FETCH_ONLINE_H
#define LIQ_FETCH_ONLINE_H

#include "liq-fetch/emit.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/request.h"

/*
 * Returns the status to exit with.  Ends the program with a usage error where
 * the operands name no market.
 */
int online_run(const struct request *, char *const *operands, struct emit *,
    struct instruments *);

#endif
