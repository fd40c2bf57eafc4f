/*
 * What HTTP alone says of a reply; the rest is each exchange's.
 */
#include "base/when.h"
#include "liq-fetch/http.h"
#include "liq-fetch/rest.h"
#include "liq-fetch/wire.h"

/* Retry-After as a date: so long after theirs, whatever our clock says. */
static int64_t
after_date(const struct reply *r)
{
	int64_t until = http_date(r->retry_after);
	int64_t from = r->date > 0 ? r->date : r->now;

	return until > from ? r->now + (until - from) : 0;
}

/* Retry-After; nothing sensible: 0. */
static int64_t
after(const struct reply *r)
{
	int64_t seconds = 0;
	size_t i;

	for (i = 0; i < r->retry_after.n; i++) {
		if (r->retry_after.s[i] < '0' || r->retry_after.s[i] > '9')
			return after_date(r);
		if (seconds > 7 * 86400)
			return 0;
		seconds = seconds * 10 + (r->retry_after.s[i] - '0');
	}
	return seconds > 0 ? r->now + seconds * SECOND_MS : 0;
}

static enum trouble_kind
kind_of(int status)
{
	switch (status) {
	case 408:
	case 425:
		return TROUBLE_BUSY;
	case 429:
		return TROUBLE_RATE;
	case 418:
		return TROUBLE_BAN;
	case 451:
		return TROUBLE_GEO;
	case 401:
		return TROUBLE_KEY;
	case 403:
		return TROUBLE_GEO;
	case 400:
	case 404:
	case 405:
	case 422:
		return TROUBLE_ASK;
	default:
		return status >= 500 && status < 600 ? TROUBLE_BUSY
						     : TROUBLE_BROKEN;
	}
}

static bool
is_page(const struct reply *r)
{
	struct str body = str_trim(r->body);

	return body.n > 0 && body.s[0] == '<';
}

/* What the page calls itself; an exchange's own words are its function's. */
static struct str
title(struct str body)
{
	static const struct str open = { "<title>", 7 };
	struct str none = { "", 0 };

	for (; body.n > open.n; body = str_from(body, 1))
		if (str_starts(body, open)) {
			body = str_from(body, open.n);
			str_split(&body, '<', &none);
			return str_trim(none);
		}
	return none;
}

void
trouble_words(struct trouble *t, struct str words)
{
	size_t i, n = 0;
	unsigned char c;

	for (i = 0; i < words.n && n + 1 < sizeof(t->words); i++) {
		c = (unsigned char)words.s[i];
		t->words[n++] = (char)(c < ' ' || c > '~' ? ' ' : c);
	}
	t->words[n] = '\0';
}

void
trouble_by_status(struct trouble *t, const struct reply *r)
{
	*t = (struct trouble){ .kind = TROUBLE_NONE };
	if (r->status >= 200 && r->status < 300 && !is_page(r))
		return;
	t->kind = r->status >= 200 && r->status < 300 ? TROUBLE_BROKEN
						      : kind_of(r->status);
	t->until = after(r);
	if (is_page(r))
		trouble_words(t, title(r->body));
}
