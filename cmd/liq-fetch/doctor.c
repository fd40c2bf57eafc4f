#include "liq-fetch/doctor.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/when.h"
#include "base/x.h"
#include "json/bind.h"
#include "liq-fetch/budget.h"

#define NAP_MS 1000

/* One exchange, and what was found. */
struct patient {
	const struct exchange *exchange;
	struct budget_file *budget;
	struct http_answer answer; /* less its texts */
	const char *verdict; /* a word or two */
	int status;
	char advice[256]; /* "": all is well */
	char state[256]; /* what is wrong with the state folder; "": nothing */
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

static void
judge(struct patient *p, const char *verdict, int status, const char *advice)
{
	p->verdict = verdict;
	p->status = status;
	snprintf(p->advice, sizeof(p->advice), "%s", advice);
}

/* Its list that is fewest requests and cheapest, where it has no ping. */
static const struct rest *
cheapest(const struct exchange *x)
{
	const struct rest *r, *best = NULL;

	for (r = x->rest; r != NULL && r->kind != RECORD_NONE; r++)
		if (r->paging == PAGE_ONE && r->parts > 0 &&
		    (best == NULL || r->cost < best->cost))
			best = r;
	return best;
}

/* What to ask, and which limit that is of; false: nothing can be. */
static bool
question(const struct exchange *x, struct ask *ask, struct rest *row)
{
	const struct page page = { .token = "", .key = "", .owner = "" };
	const struct rest *r = cheapest(x);

	if (x->ping != NULL) {
		row->bucket = x->buckets != NULL ? x->buckets[0].name : NULL;
		ask->cost = 1;
		buf_puts(&ask->url, x->ping);
		return true;
	}
	if (r == NULL)
		return false;
	*row = *r;
	ask->cost = r->cost;
	return r->ask(ask, &page);
}

/* Its budget does not let it be asked. */
static void
shut_out(struct patient *p, int64_t now)
{
	const struct budget *b = budget_of(p->budget);
	const char *why = budget_say(b, now);
	bool refused = b->ban_until > now || b->refused_until > now;

	judge(p, "not asked", refused ? STATUS_REFUSED : STATUS_TEMPORARY,
	    why != NULL ? why : "half its limit is used: try later");
}

static void
ask_one(struct patient *p, struct http *http, const char *state)
{
	struct ask ask = { 0 };
	struct rest row = { 0 };
	struct http_ask out = { .tag = p, .exchange = p->exchange->name };
	const char *why;
	int64_t now = now_ms();

	p->budget = budget_open(state, p->exchange, &why);
	if (why != NULL)
		snprintf(p->state, sizeof(p->state), "%s", why);
	if (!question(p->exchange, &ask, &row)) {
		judge(p, "no way to ask", STATUS_OK, "");
	} else if (budget_file_take(p->budget, &row, ask.cost, now) != 0) {
		shut_out(p, now);
	} else {
		out.url = buf_view(&ask.url);
		out.body = buf_view(&ask.body);
		out.header = buf_view(&ask.header);
		http_start(http, &out);
	}
	buf_free(&ask.url);
	buf_free(&ask.body);
	buf_free(&ask.header);
}

static void
fault(struct patient *p, const struct http_answer *a)
{
	static const char *const verdicts[] = {
		[HTTP_OK] = "ok",
		[HTTP_NO_NAME] = "no name",
		[HTTP_NO_CONNECT] = "no way there",
		[HTTP_TLS] = "no trust",
		[HTTP_PROXY] = "no proxy",
		[HTTP_PROXY_REFUSED] = "proxy says no",
		[HTTP_TIMEOUT] = "too slow",
		[HTTP_TOO_LARGE] = "too large",
		[HTTP_CUT] = "cut off",
		[HTTP_GARBLED] = "garbled",
		[HTTP_PROXY_TLS] = "no trust",
	};

	judge(p, verdicts[a->fault], http_status(a->fault), http_say(a));
}

static void
trouble(struct patient *p, const struct http_answer *a)
{
	const struct reply reply = { a->status, a->body, a->type,
		a->retry_after, a->received, a->date };
	struct trouble t;
	const char *why;

	if (p->exchange->trouble != NULL)
		p->exchange->trouble(&t, &reply);
	else
		trouble_by_status(&t, &reply);
	budget_file_told(p->budget, &t, a->received, (uint64_t)a->received);
	why = budget_say(budget_of(p->budget), a->received);
	switch (t.kind) {
	case TROUBLE_GEO:
		judge(p, "refused", STATUS_REFUSED, why);
		break;
	case TROUBLE_BAN:
		judge(p, "banned", STATUS_REFUSED, why);
		break;
	case TROUBLE_RATE:
	case TROUBLE_BUSY:
	case TROUBLE_BROKEN:
		judge(p, t.kind == TROUBLE_BROKEN ? "no answer" : "busy",
		    STATUS_TEMPORARY, t.words[0] != '\0' ? t.words : why);
		break;
	case TROUBLE_KEY:
		judge(p, "key wanted", STATUS_OK, t.words);
		break;
	default:
		judge(p, "ok", STATUS_OK, "");
	}
}

static void
take(const struct http_answer *a)
{
	struct patient *p = a->tag;

	p->answer = *a;
	if (a->fault != HTTP_OK)
		fault(p, a);
	else
		trouble(p, a);
	/* They are valid until the next answer. */
	p->answer.body = p->answer.head = (struct str){ "", 0 };
}

/* b less a; nothing where either is not known. */
static void
put_lap(struct buf *b, int64_t from, int64_t to)
{
	if (from < 0 || to < from)
		buf_printf(b, "%9s", "-");
	else
		buf_printf(b, "%6lld ms", (long long)(to - from));
}

/* Their clock less ours, from a header that counts seconds. */
static void
put_clock(struct buf *b, const struct http_answer *a)
{
	int64_t ours = a->sent + (a->received - a->sent) / 2;

	if (a->fault != HTTP_OK || a->status == 0 || a->date == INT_NONE)
		buf_printf(b, "%9s", "-");
	else
		buf_printf(b, "%+7lld s",
		    (long long)floor_div(
			a->date + SECOND_MS - ours, SECOND_MS));
}

static void
put_line(struct buf *b, const struct patient *p, int64_t now)
{
	const struct http_answer *a = &p->answer;
	const struct http_times *t = &a->took;
	bool met = a->sent > 0;

	buf_printf(b, "%-12s %-13s", p->exchange->name, p->verdict);
	put_lap(b, met ? 0 : -1, t->name);
	put_lap(b, met ? t->name : -1, t->connect);
	put_lap(b, met ? t->connect : -1, t->tls);
	put_lap(b, met ? t->tls : -1, t->first);
	buf_printf(b, "  %-5s",
	    a->fault == HTTP_TLS	 ? "bad"
	    : met && a->fault == HTTP_OK ? "good"
					 : "-");
	put_clock(b, a);
	buf_printf(b, "%7d%%\n",
	    budget_percent(budget_of(p->budget), p->exchange, now));
	if (p->advice[0] != '\0')
		buf_printf(b, "             %s\n", p->advice);
}

static void
put_table(struct buf *b, const struct patient *of, size_t n)
{
	const char *state = "";
	size_t i;

	buf_printf(b, "%-12s %-13s%9s%9s%9s%9s  %-5s%9s%8s\n", "EXCHANGE",
	    "VERDICT", "NAME", "CONNECT", "TLS", "ANSWER", "CERT", "CLOCK",
	    "BUDGET");
	for (i = 0; i < n; i++) {
		put_line(b, &of[i], now_ms());
		if (of[i].state[0] != '\0')
			state = of[i].state;
	}
	if (state[0] != '\0')
		buf_printf(b, "state: %s\n", state);
}

static int
verdict(const struct patient *of, size_t n)
{
	int status = STATUS_OK;
	bool alike = true, some = false;
	size_t i;

	for (i = 0; i < n; i++) {
		alike = alike && of[i].status == of[0].status;
		some = some || of[i].status == STATUS_OK;
		status = status_worst(status, of[i].status);
	}
	return alike || !some ? status : STATUS_INCOMPLETE;
}

int
doctor_run(struct buf *b, struct http *http, const char *state,
    const struct exchange *const *all)
{
	struct http_answer a;
	struct patient *of;
	size_t i, n = 0;
	int status, got = 0;

	while (all[n] != NULL)
		n++;
	of = xcalloc(n, sizeof(*of));
	for (i = 0; i < n; i++) {
		of[i].exchange = all[i];
		judge(&of[i], "no answer", STATUS_TEMPORARY, "");
		ask_one(&of[i], http, state);
	}
	while (http_busy(http) > 0 && (got = http_next(http, NAP_MS, &a)) >= 0)
		if (got > 0)
			take(&a);
	put_table(b, of, n);
	status = verdict(of, n);
	for (i = 0; i < n; i++)
		budget_close(of[i].budget);
	free(of);
	return status;
}
