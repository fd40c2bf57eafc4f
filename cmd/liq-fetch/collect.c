#include "liq-fetch/collect.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/x.h"
#include "io/log.h"
#include "io/opt.h"
#include "liq-fetch/plan.h"
#include "liq-fetch/state_folder.h"

#define NAP_MS 1000 /* the longest wait without a look around */

struct venues {
	struct venue *of;
	size_t n;
	struct folder folder;
};

static bool
start(struct collect *c, struct venues *all)
{
	const struct exchange *x;
	const char *why = NULL;
	size_t i, n = 0;

	while (c->exchanges[n] != NULL)
		n++;
	all->of = xcalloc(n, sizeof(*all->of));
	if (tape_live(c->tape))
		all->folder.fd = state_folder_open(c->state, &why);
	all->folder.read = !c->fresh;
	for (i = 0; i < n; i++) {
		x = c->exchanges[i];
		if (x->rest == NULL || !wanted_exchange(c->query.wanted, x))
			continue;
		venue_open(&all->of[all->n], x, &c->query);
		if (tape_live(c->tape)) {
			all->of[all->n].budget = budget_open(c->state, x, &why);
			if (why != NULL)
				log_warn("%s: %s", x->name, why);
			if (all->folder.fd >= 0)
				all->of[all->n].folder = &all->folder;
		}
		all->n++;
	}
	return all->n > 0;
}

void
collect_send(struct tape *tape, struct flight *f)
{
	const struct http_ask ask = { .tag = f,
		.exchange = f->venue->exchange->name,
		.url = buf_view(&f->ask.url),
		.body = buf_view(&f->ask.body),
		.header = buf_view(&f->ask.header) };

	log_note("%s: %.*s", f->venue->exchange->name, (int)f->ask.url.n,
	    f->ask.url.s);
	tape_start(tape, &ask);
}

/* Everything that may go, goes; how long there is nothing to do then. */
static int64_t
feed(struct collect *c, struct venues *all, int64_t now)
{
	int64_t wait = NAP_MS;
	struct flight *f;
	size_t i;

	for (i = 0; i < all->n; i++) {
		struct venue *v = &all->of[i];

		while (!venue_done(v) && (f = venue_next(v, now)) != NULL)
			collect_send(c->tape, f);
		if (v->wake != 0 && v->wake - now < wait)
			wait = v->wake > now ? v->wake - now : 1;
	}
	return wait;
}

static bool
done(const struct venues *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (!venue_done(&all->of[i]))
			return false;
	return true;
}

/* An operand that no exchange knows, though some of them told their lists. */
static int
unmet(const struct collect *c, const struct venues *all)
{
	const struct wanted *w = c->query.wanted;
	const struct instruments *known = c->query.instruments;
	const char **names = xcalloc(2 * known->n + 1, sizeof(*names));
	int status = STATUS_OK;
	size_t i, k, n = 0;
	bool told = false;

	for (i = 0; i < all->n; i++)
		told = told || all->of[i].asked;
	for (i = 0; i < known->n; i++) {
		names[n++] = known->of[i].base;
		names[n++] = known->of[i].symbol;
	}
	for (k = 0; k < w->n && told && known->n > 0; k++) {
		if (w->of[k].met > 0 || strcmp(w->of[k].base, "*") == 0)
			continue;
		log_error(
		    "%s", opt_unknown("market", str_of(w->of[k].base), names));
		status = STATUS_REFUSED;
	}
	free(names);
	return status;
}

static bool
is_met(const struct wanted *w)
{
	size_t k;

	for (k = 0; k < w->n; k++)
		if (w->of[k].met > 0)
			return true;
	return false;
}

static int
verdict(const struct collect *c, const struct venues *all)
{
	int status = all->of[0].status, one, refused = unmet(c, all);
	bool alike = true;
	size_t i;

	for (i = 0; i < all->n; i++) {
		one = all->of[i].status;
		if (one > STATUS_INCOMPLETE && all->of[i].pages > 0)
			one = STATUS_INCOMPLETE;
		if (i == 0)
			status = one;
		alike = alike && one == status;
		status = status_worst(status, one);
	}
	if (!alike && status > STATUS_INCOMPLETE)
		status = STATUS_INCOMPLETE;
	if (refused == STATUS_OK)
		return status;
	/* of several operands some were had */
	return is_met(c->query.wanted) ? status_worst(status, STATUS_INCOMPLETE)
				       : refused;
}

/* Budgets that could not be kept as they should. */
static void
say_budget(struct venue *v)
{
	const char *why = v->budget != NULL ? budget_note(v->budget) : NULL;

	if (why != NULL)
		log_warn("%s: %s", v->exchange->name, why);
}

int
collect_run(struct collect *c)
{
	struct venues all = { .folder = { .fd = -1 } };
	struct http_answer a;
	int64_t wait, now = 0, wall = 0;
	int status;
	size_t i;

	c->query.now = tape_began(c->tape);
	if (!start(c, &all)) {
		if (all.folder.fd >= 0)
			close(all.folder.fd);
		free(all.of);
		return STATUS_NOTHING;
	}
	while (!done(&all) && tape_turn(c->tape, 0, &now, &wall)) {
		wait = feed(c, &all, wall);
		if (!done(&all) && tape_next(c->tape, wait, &a) > 0)
			venue_answer(
			    ((struct flight *)a.tag)->venue, a.tag, &a);
	}
	for (i = 0; i < all.n; i++)
		if (!venue_done(&all.of[i]))
			venue_lose(&all.of[i], GAP_START, STATUS_INCOMPLETE);
	status = verdict(c, &all);
	if (c->plan != NULL)
		plan_put_head(c->plan);
	for (i = 0; i < all.n; i++) {
		if (c->plan != NULL)
			plan_put(c->plan, &all.of[i]);
		else
			venue_tell(&all.of[i]);
		say_budget(&all.of[i]);
		venue_close(&all.of[i]);
	}
	if (all.folder.fd >= 0)
		close(all.folder.fd);
	free(all.of);
	return status;
}
