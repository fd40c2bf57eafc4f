/*
 * What people are told of a fault, and what the head of an answer says.
 */
#include <strings.h>

#include "base/x.h"
#include "liq-fetch/http.h"
#include "liq-fetch/reason.h"

struct saying {
	const char *what; /* the host follows */
	const char *then; /* what to do */
	int status;
};

#define TRUST \
	"check this machine's clock, or name the right certificates with " \
	"--cacert"

static const struct saying sayings[] = {
	[HTTP_OK] = { "an answer from", "all is well", STATUS_OK },
	[HTTP_NO_NAME] = { "no address for",
	    "check the network and its name server", STATUS_TEMPORARY },
	[HTTP_NO_CONNECT] = { "no connection to",
	    "check the network and the firewall, or try later",
	    STATUS_TEMPORARY },
	[HTTP_TLS] = { "no trust in", TRUST, STATUS_REFUSED },
	[HTTP_PROXY_TLS] = { "no trust in the proxy to", TRUST,
	    STATUS_REFUSED },
	[HTTP_PROXY] = { "no way through the proxy to",
	    "check https_proxy and all_proxy", STATUS_TEMPORARY },
	[HTTP_PROXY_REFUSED] = { "the proxy will not connect to",
	    "ask who keeps it, or name the host in no_proxy", STATUS_REFUSED },
	[HTTP_TIMEOUT] = { "no answer in time from", "try later",
	    STATUS_TEMPORARY },
	[HTTP_TOO_LARGE] = { "too large an answer from",
	    "ask for less, with -s, -u or fewer markets", STATUS_TEMPORARY },
	[HTTP_CUT] = { "half an answer from", "try again", STATUS_TEMPORARY },
	[HTTP_GARBLED] = { "no HTTP answer from",
	    "is there a portal or a proxy in between?", STATUS_TEMPORARY },
};

/* Where the head of an answer came, it is the rest that was at fault. */
static const struct saying slow = { "too slow an answer from",
	"try later, or ask for less, with -s, -u or fewer markets", 0 };
static const struct saying unread = { "an answer that cannot be unpacked from",
	"try later; if it stays so, a proxy or a portal in between spoils it",
	0 };

const char *
http_say(const struct http_answer *a)
{
	const struct saying *s = &sayings[a->fault];

	if (a->status != 0 && a->fault == HTTP_TIMEOUT)
		s = &slow;
	if (a->status != 0 && a->fault == HTTP_GARBLED)
		s = &unread;
	return reason(
	    "%s %s: %s (%.100s)", s->what, a->host, s->then, a->words);
}

int
http_status(enum http_fault fault)
{
	return sayings[fault].status;
}

struct str
http_header(struct str head, const char *name)
{
	struct str line, key, none = { "", 0 };
	size_t n = strlen(name);

	while (str_split(&head, '\n', &line))
		if (str_split(&line, ':', &key) && key.n == n &&
		    strncasecmp(key.s, name, n) == 0)
			return str_trim(line);
	return none;
}
