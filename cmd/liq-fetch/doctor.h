/*
 * doctor.h - what stands between us and each exchange (--doctor): its name,
 * the way to it, its certificate, its clock, and what it says to one cheap
 * question.
 *
 * Who may not be asked (a ban, a refusal, a limit that is used up) is not
 * asked, and that is said.
 */
#ifndef LIQ_FETCH_DOCTOR_H
#define LIQ_FETCH_DOCTOR_H

#include "liq-fetch/exchange.h"
#include "liq-fetch/http.h"

/*
 * A table for people, a line for each exchange (they end in NULL) and one
 * under it where something is wrong.  state: --state, or NULL.  Returns
 * STATUS_OK when all can be reached; else what they have in common, or
 * STATUS_INCOMPLETE when some can.
 */
int doctor_run(struct buf *, struct http *, const char *state,
    const struct exchange *const *);

#endif
