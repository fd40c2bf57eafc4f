/*
 * One request at a time, to a server that misbehaves in every way it can.
 */
#include "liq-fetch/http.h"

#include "plain.h"

#include "base/x.h"

static bool
has(struct str text, const char *part)
{
	return text.n > 0 && memmem(text.s, text.n, part, strlen(part)) != NULL;
}

static void
answers(void)
{
	struct http *h = open_for(10000);
	struct http_ask post = { .exchange = "good",
		.url = STR("https://good.test/echo/a?b=c"),
		.body = STR("{\"type\":\"meta\"}"),
		.header = STR("X-Key: abc\r\nX-Evil: yes") };
	struct http_answer a = { 0 };

	ask(h, "good", "https://good.test/echo/x", &post);
	ok(http_busy(h) == 1, "a request that was started is busy");
	ok(http_next(h, 10000, &a) == 1 && a.fault == HTTP_OK &&
		a.status == 200 && a.tag == &post,
	    "an answer comes with its tag");
	ok(http_busy(h) == 0, "what is given is not busy any more");
	ok(has(a.body, "GET /echo/x HTTP/1.1") &&
		has(a.body, "\"user-agent\": \"liq-fetch/") &&
		has(a.body, "\"accept-encoding\": \"gzip\"") &&
		!has(a.body, "cookie"),
	    "a GET says who asks and what it understands");
	ok(a.date == INT64_C(1667724607000),
	    "the server's date, and how long a cache had it");
	ok(str_is(a.type, "application/json") && str_is(a.retry_after, "7") &&
		str_is(http_header(a.head, "x-used"), "12") &&
		http_header(a.head, "x-use").n == 0,
	    "headers are found by name, in any case");
	ok(a.version == 1 && a.took.connect >= 0 &&
		a.took.tls >= a.took.connect && a.took.whole >= a.took.first &&
		a.received >= a.sent && strcmp(a.host, "good.test") == 0,
	    "it says how long what took");
	http_start(h, &post);
	ok(http_next(h, 10000, &a) == 1 && has(a.body, "POST /echo/a?b=c") &&
		has(a.body, "{\\\"type\\\":\\\"meta\\\"}") &&
		has(a.body, "\"content-type\": \"application/json\"") &&
		has(a.body, "\"x-key\": \"abc\""),
	    "a body makes it a POST of JSON, with a header of its own");
	ok(!has(a.body, "evil"), "a second line in a header goes nowhere");
	ok(a.took.connect == -1, "the connection was kept");
	ok(http_next(h, 0, &a) == 0, "nothing asked, nothing comes");
	http_close(h);
}

/* What is asked, and what it comes to. */
static const struct {
	const char *lane, *url;
	enum http_fault fault;
	int status;
	const char *body; /* NULL: of any kind */
} cases[] = {
	{ "own", "https://good.test/echo", HTTP_TLS, 0, "" },
	{ "expired", "https://good.test/echo", HTTP_TLS, 0, "" },
	{ "old", "https://good.test/echo", HTTP_TLS, 0, "" },
	{ "clear", "https://good.test/echo", HTTP_TLS, 0, "" },
	{ "good", "https://other.test/echo", HTTP_TLS, 0, "" },
	{ "slam", "https://good.test/echo", HTTP_CUT, 0, "" },
	{ "reset", "https://good.test/echo", HTTP_CUT, 0, "" },
	{ "closed", "https://good.test/echo", HTTP_NO_CONNECT, 0, "" },
	{ "clear", "http://good.test/echo", HTTP_GARBLED, 0, "" },
	{ "good", "file:///etc/passwd", HTTP_GARBLED, 0, "" },
	{ "good", "", HTTP_GARBLED, 0, "" },
	{ "good", "https://good.test/status/451", HTTP_OK, 451,
	    "{\"code\":-1}" },
	{ "good", "https://good.test/status/503", HTTP_OK, 503, NULL },
	{ "good", "https://good.test/redirect", HTTP_OK, 302, "" },
	{ "good", "https://good.test/long", HTTP_OK, 200, "[1,2" },
	{ "good", "https://good.test/chunked", HTTP_OK, 200, "[1,2]" },
	{ "good", "https://good.test/short", HTTP_CUT, 200, "" },
	{ "good", "https://good.test/chunkbad", HTTP_CUT, 200, "" },
	{ "good", "https://good.test/cut", HTTP_CUT, 0, "" },
	{ "good", "https://good.test/reset", HTTP_CUT, 200, "" },
	{ "good", "https://good.test/gzipcut", HTTP_CUT, 200, "" },
	{ "good", "https://good.test/gzipjunk", HTTP_GARBLED, 200, "" },
	{ "good", "https://good.test/brotli", HTTP_GARBLED, 200, "" },
	{ "good", "https://good.test/garbage", HTTP_GARBLED, 0, "" },
	{ "good", "https://good.test/flood", HTTP_TOO_LARGE, 200, "" },
	{ "good", "https://good.test/manyheads", HTTP_TOO_LARGE, 200, "" },
	{ "good", "https://good.test/continue", HTTP_TOO_LARGE, 100, "" },
	{ "good", "https://good.test/bomb/40", HTTP_TOO_LARGE, 200, "" },
	{ "good", "https://good.test/size/33554433", HTTP_TOO_LARGE, 200, "" },
};

#define CASES (sizeof(cases) / sizeof(cases[0]))

static void
faults(void)
{
	struct http *h = open_for(60000);
	struct http_answer a;
	bool came[CASES] = { false };
	size_t i;

	for (i = 0; i < CASES; i++)
		ask(h, cases[i].lane, cases[i].url, &came[i]);
	while (http_busy(h) > 0 && http_next(h, 60000, &a) == 1) {
		i = (size_t)((bool *)a.tag - came);
		if (!ok(a.fault == cases[i].fault &&
			    a.status == cases[i].status && !came[i] &&
			    (cases[i].body == NULL ||
				str_is(a.body, cases[i].body)) &&
			    (a.fault != HTTP_OK) == (a.words[0] != '\0'),
			"%s over \"%s\"", cases[i].url, cases[i].lane))
			printf("# fault %d, status %d: %s\n", a.fault, a.status,
			    a.words);
		came[i] = true;
		if (a.status == 302)
			ok(str_is(a.location, "https://also.test/echo"),
			    "it says where to, and we do not go there");
	}
	for (i = 0; i < CASES && came[i]; i++)
		;
	ok(i == CASES && http_busy(h) == 0, "each came back once");
	http_close(h);
}

/* Three ways to take too long, at once. */
static void
slow(void)
{
	struct http *h = open_for(6000);
	struct http_answer a;
	int i;

	ask(h, "silent", "https://good.test/handshake", NULL);
	ask(h, "good", "https://good.test/drip", NULL);
	ask(h, "good", "https://good.test/idle", NULL);
	for (i = 0; i < 3 && http_next(h, 60000, &a) == 1; i++)
		if (!ok(a.fault == HTTP_TIMEOUT && a.body.n == 0,
			"too slow, %d", i))
			printf("# fault %d: %s\n", a.fault, a.words);
	ok(http_busy(h) == 0, "each in its time");
	http_close(h);
}

static void
no_name(void)
{
	struct http_setup setup = { .cacert = fake.cacert };
	const char *why;
	struct http *h = http_open(&setup, &why);
	struct http_answer a;

	/* A label of 64 letters: no name server is asked for it. */
	ask(h, "x",
	    "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaa.test/",
	    NULL);
	ok(http_next(h, 20000, &a) == 1 && a.fault == HTTP_NO_NAME,
	    "a name without an address");
	http_close(h);
	setup.cacert = "/nowhere/ca.pem";
	h = http_open(&setup, &why);
	is(h == NULL ? why : "open",
	    "--cacert=/nowhere/ca.pem: No such file or directory",
	    "certificates that are not there");
	http_close(h);
}

/* The first words of each sentence; the library's own stand in brackets. */
static void
sentences(void)
{
	static const struct {
		enum http_fault fault;
		int status;
		const char *says;
	} said[] = {
		{ HTTP_NO_NAME, STATUS_TEMPORARY,
		    "no address for a.test: check the network and its name "
		    "server (it)" },
		{ HTTP_NO_CONNECT, STATUS_TEMPORARY,
		    "no connection to a.test: check the network and the "
		    "firewall, or try later (it)" },
		{ HTTP_TLS, STATUS_REFUSED,
		    "no trust in a.test: check this machine's clock, or name "
		    "the right certificates with --cacert (it)" },
		{ HTTP_PROXY_TLS, STATUS_REFUSED,
		    "no trust in the proxy to a.test: check this machine's "
		    "clock, or name the right certificates with --cacert "
		    "(it)" },
		{ HTTP_PROXY, STATUS_TEMPORARY,
		    "no way through the proxy to a.test: check https_proxy "
		    "and all_proxy (it)" },
		{ HTTP_PROXY_REFUSED, STATUS_REFUSED,
		    "the proxy will not connect to a.test: ask who keeps it, "
		    "or name the host in no_proxy (it)" },
		{ HTTP_TIMEOUT, STATUS_TEMPORARY,
		    "no answer in time from a.test: try later (it)" },
		{ HTTP_TOO_LARGE, STATUS_TEMPORARY,
		    "too large an answer from a.test: ask for less, with -s, "
		    "-u or fewer markets (it)" },
		{ HTTP_CUT, STATUS_TEMPORARY,
		    "half an answer from a.test: try again (it)" },
		{ HTTP_GARBLED, STATUS_TEMPORARY,
		    "no HTTP answer from a.test: is there a portal or a proxy "
		    "in between? (it)" },
	};
	struct http_answer a = { .host = "a.test", .words = "it" };
	struct http_answer part = { .fault = HTTP_TIMEOUT,
		.host = "a.test",
		.words = "it",
		.status = 200 };
	size_t i;

	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		a.fault = said[i].fault;
		is(http_say(&a), said[i].says, "a fault in one line");
		ok(http_status(a.fault) == said[i].status, "and its status");
	}
	is(http_say(&part),
	    "too slow an answer from a.test: try later, or ask for less, with "
	    "-s, -u or fewer markets (it)",
	    "an answer that began and did not end in time");
	part.fault = HTTP_GARBLED;
	is(http_say(&part),
	    "an answer that cannot be unpacked from a.test: try later; if it "
	    "stays so, a proxy or a portal in between spoils it (it)",
	    "one that began and cannot be read");
}

static enum http_fault
through(const char *proxy)
{
	struct http *h;
	struct http_answer a = { .fault = HTTP_OK };
	char value[64];
	int i = 0;

	while (i < fake.ports && strcmp(fake.name[i], proxy) != 0)
		i++;
	snprintf(value, sizeof(value), "http://%s", fake.to[i]);
	setenv("https_proxy", value, 1);
	h = open_for(10000);
	ask(h, "good", "https://good.test/echo", NULL);
	http_next(h, 20000, &a);
	http_close(h);
	unsetenv("https_proxy");
	return a.fault;
}

static void
proxies(void)
{
	ok(through("closed") == HTTP_PROXY, "a proxy that is not there");
	ok(through("refuse") == HTTP_PROXY_REFUSED, "a proxy that says no");
	setenv("no_proxy", "127.0.0.1,good.test", 1);
	ok(through("closed") == HTTP_OK, "no_proxy goes around it");
	unsetenv("no_proxy");
}

int
main(void)
{
	struct buf library = { 0 };
	int before;

	if (!serve())
		return 1;
	http_library(&library);
	ok(str_starts(buf_view(&library), STR("libcurl ")), "the library");
	buf_free(&library);
	before = descriptors();
	answers();
	faults();
	slow();
	no_name();
	sentences();
	proxies();
	ok(descriptors() == before, "no descriptor is left open");
	serve_end();
	return tap_end();
}
