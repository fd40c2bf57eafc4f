/*
 * session.h - one run: files in, maps, records out.
 *
 * Owns: a struct session owns all it holds; set asked and idle, then run.
 */
#ifndef LIQ_LEVELS_SESSION_H
#define LIQ_LEVELS_SESSION_H

#include "liq-levels/atlas.h"

struct session {
	const struct asked *asked;
	struct params params;
	void (*idle)(void); /* calls session_idle */
	struct history history;
	struct intake intake;
	struct atlas atlas;
	struct teller teller;
	struct names passed; /* lines of gaps and notes, each told once */
	struct names before; /* with follow: those that came before these */
	size_t passed_on;
	bool begun; /* begin is written */
	bool cut; /* input was cut short, or its producer died */
};

/* Returns the status that is due. */
int session_run(struct session *, char *const *names);
/* Input may have to be waited for: with follow, what is known is told. */
void session_idle(struct session *);
void session_free(struct session *);

#endif
