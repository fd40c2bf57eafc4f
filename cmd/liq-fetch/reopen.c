#include "liq-fetch/reopen.h"

#include <stdlib.h>

#include "base/x.h"
#include "io/hangup.h"
#include "io/log.h"
#include "io/out.h"
#include "liq-fetch/shelf.h"

void
reopen_look(const struct reopen *r, int64_t now)
{
	bool hangup = hangup_came();
	struct past next;
	const char *why;

	if (r->shelf != NULL)
		shelf_look(r->shelf, now, hangup);
	if (r->shelf != NULL || !hangup || !past_moved(r->past))
		return;
	if ((why = past_again(&next, r->past, r->state)) != NULL) {
		log_error("%s: %s; going on in the file that was moved",
		    r->past->file.name, why);
		return;
	}
	emit_part(r->emit, r->run);
	r->past->file.written = NULL; /* no hint: it has another name now */
	if (!out_leave(&r->past->file))
		exit(STATUS_FAILED);
	past_turn(r->past, &next);
	r->past->resume.previous = PREVIOUS_CLEAN;
	out_append(&r->past->file);
	emit_begin(r->emit, r->run);
}
