/*
 * The receiving side of WebSocket against tests/data/ws/cases.txt, whole,
 * byte by byte, and cut in two at every place.
 */
#include "liq-fetch/ws.h"

#include <stdlib.h>

#include "gather.h"
#include "tap.h"

#define SPLITS_MAX 3000 /* longer cases are cut near their ends only */

static void
put_hex(struct buf *b, struct str text)
{
	size_t i;
	bool plain = true;

	for (i = 0; i < text.n; i++)
		plain = plain && text.s[i] >= ' ' && text.s[i] <= '~';
	for (i = 1; i < text.n && text.s[i] == text.s[0];)
		i++;
	if (text.n > 60 && i == text.n)
		buf_printf(b, "%02X*%zu", (unsigned char)text.s[0], text.n);
	else if (plain)
		buf_str(b, text);
	else
		for (i = 0; i < text.n; i++)
			buf_printf(b, "%02X", (unsigned char)text.s[i]);
}

static void
put_event(struct buf *b, const struct ws_said *s)
{
	static const char *const names[] = { "text", "binary", "ping", "pong",
		"close", "broken" };

	if (b->n > 0)
		buf_putc(b, ' ');
	buf_puts(b, names[s->event]);
	if (s->event >= WS_CLOSE)
		buf_printf(b, ":%d", s->code);
	if (s->event == WS_BROKEN)
		return;
	buf_putc(b, ':');
	put_hex(b, s->text);
}

static void
hear(struct ws *w, struct str bytes, struct buf *events)
{
	struct ws_said s;
	char *exact = malloc(bytes.n + 1); /* a byte too far is seen */

	memcpy(exact, bytes.s, bytes.n);
	ws_feed(w, (struct str){ exact, bytes.n });
	free(exact);
	while (ws_next(w, &s))
		put_event(events, &s);
}

/* In two pieces; step 0: byte by byte. */
static void
run(struct buf *events, struct str bytes, size_t cut, const struct ws *mode)
{
	struct ws w = *mode;
	size_t i;

	buf_reset(events);
	if (cut > 0) {
		hear(&w, (struct str){ bytes.s, cut }, events);
		hear(&w, str_from(bytes, cut), events);
	} else {
		for (i = 0; i < bytes.n; i++)
			hear(&w, (struct str){ bytes.s + i, 1 }, events);
	}
	if (events->n == 0)
		buf_putc(events, '-');
	ws_free(&w);
}

static void
bytes_of(struct buf *b, struct str words)
{
	struct str word;
	char *end;
	long n;
	int byte;

	while (words.n > 0) {
		if (words.s[0] == '"') {
			words = str_from(words, 1);
			str_split(&words, '"', &word);
			buf_str(b, word);
			words = str_trim(words);
			continue;
		}
		str_split(&words, ' ', &word);
		byte = (int)strtol(word.s, &end, 16);
		for (n = *end == '*' ? strtol(end + 1, NULL, 10) : 1; n > 0;
		     n--)
			buf_putc(b, (char)byte);
	}
}

static bool
same(const struct buf *events, struct str want)
{
	return str_same(buf_view(events), want);
}

static void
one(struct str name, struct str words, struct str want)
{
	struct ws mode = { 0 };
	struct buf bytes = { 0 }, events = { 0 };
	size_t cut, bad = 0, tried = 0;
	char room[512];

	mode.forget = str_starts(name, STR("forget:"));
	mode.deflate = mode.forget || str_starts(name, STR("deflate:"));
	bytes_of(&bytes, words);
	run(&events, buf_view(&bytes), bytes.n, &mode);
	if (!same(&events, want))
		printf("# heard: %.*s\n", (int)events.n, events.s);
	str_copy(room, sizeof(room), name);
	ok(same(&events, want), "%s", room);
	for (cut = 0; cut < bytes.n; cut++) {
		if (bytes.n > SPLITS_MAX && cut > 20 && cut < bytes.n - 3)
			continue;
		if (cut == 0 && bytes.n > 100 * SPLITS_MAX)
			continue;
		run(&events, buf_view(&bytes), cut, &mode);
		bad += !same(&events, want);
		tried++;
	}
	ok(bad == 0, "the same when cut at any of %zu places", tried);
	buf_free(&bytes);
	buf_free(&events);
}

static void
cases(void)
{
	FILE *in = open_data("ws/cases.txt");
	char *line = NULL, name[512], words[2048];
	size_t room = 0;
	struct str s;
	int at = 0, n = 0;

	while (in != NULL && read_line(in, &line, &room, &s)) {
		if (s.n == 0 || s.s[0] == '#')
			continue;
		if (at == 0)
			str_copy(name, sizeof(name), s);
		else if (at == 1)
			str_copy(words, sizeof(words), s);
		else
			one(str_of(name), str_of(words), s);
		n += at == 2;
		at = (at + 1) % 3;
	}
	ok(n >= 110 && at == 0, "%d cases", n);
	free(line);
	if (in != NULL)
		fclose(in);
}

/* Limits that a table cannot write down. */
static void
limits(void)
{
	struct ws w = { 0 };
	struct ws_said s = { 0 };
	struct buf b = { 0 };
	int i;

	for (i = 0; i <= WS_FRAGMENTS_MAX; i++)
		buf_put(&b,
		    i == 0 ? "\x01\x01"
			     "a"
			   : "\x00\x01"
			     "a",
		    3);
	ws_feed(&w, buf_view(&b));
	ok(ws_next(&w, &s) && s.event == WS_BROKEN && s.code == WS_TOO_BIG,
	    "1,025 parts are too many");
	ws_free(&w);
	buf_reset(&b);
	for (i = 0; i < 3; i++) {
		buf_put(&b,
		    i == 0 ? "\x02\x7f\0\0\0\0\0\x40\0\0"
			   : "\x00\x7f\0\0\0\0\0\x40\0\0",
		    10);
		memset(buf_room(&b, WS_FRAME_MAX), 'x', WS_FRAME_MAX);
		b.n += WS_FRAME_MAX;
	}
	ws_feed(&w, buf_view(&b));
	ok(ws_next(&w, &s) && s.event == WS_BROKEN && s.code == WS_TOO_BIG,
	    "a message of 12 MiB in parts is too long");
	ws_free(&w);
	buf_free(&b);
}

/* What we send is what the other side would hear, once unmasked. */
static void
sending(void)
{
	static const size_t sizes[] = { 0, 1, 125, 126, 65535, 65536 };
	struct buf b = { 0 }, text = { 0 };
	size_t i, k, head, n;
	bool good;

	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		n = sizes[i];
		buf_reset(&b);
		buf_reset(&text);
		for (k = 0; k < n; k++)
			buf_putc(&text, (char)(k * 7));
		ws_put(&b, WS_OP_TEXT, buf_view(&text), 0xA1B2C3D4u);
		head = n < 126 ? 2 : n < 65536 ? 4 : 10;
		good = b.n == head + 4 + n && (unsigned char)b.s[0] == 0x81 &&
		       (unsigned char)b.s[1] & 0x80 &&
		       memcmp(b.s + head, "\xA1\xB2\xC3\xD4", 4) == 0;
		for (k = 0; good && k < n; k++)
			good = (char)(b.s[head + 4 + k] ^ b.s[head + k % 4]) ==
			       (char)(k * 7);
		ok(good, "a masked text of %zu bytes", n);
	}
	buf_free(&b);
	buf_free(&text);
}

#define GOOD_HEAD \
	"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n" \
	"Connection: keep-alive, Upgrade\r\n"
#define DEFLATE "Sec-WebSocket-Extensions: permessage-deflate"
#define FORGET "; server_no_context_takeover"
#define GOOD_KEY "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"

/* Answers to the upgrade; the key is that of RFC 6455, 1.3. */
static const struct {
	const char *what, *text;
	int got, status;
} answers[] = {
	{ "a good answer", GOOD_HEAD GOOD_KEY "\r\n", 1, 101 },
	{ "names in any case",
	    "HTTP/1.1 101 x\r\nupgrade: WebSocket\r\n"
	    "CONNECTION: upgrade\r\n"
	    "sec-websocket-accept: "
	    "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n",
	    1, 101 },
	{ "with frames behind", GOOD_HEAD GOOD_KEY "\r\n\x81\x00", 1, 101 },
	{ "half of it", GOOD_HEAD, 0, 0 },
	{ "another key's",
	    GOOD_HEAD "Sec-WebSocket-Accept: "
		      "AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
	    -1, 101 },
	{ "no key", GOOD_HEAD "\r\n", -1, 101 },
	{ "two keys", GOOD_HEAD GOOD_KEY GOOD_KEY "\r\n", -1, 101 },
	{ "no upgrade",
	    "HTTP/1.1 101 x\r\nConnection: Upgrade\r\n" GOOD_KEY "\r\n", -1,
	    101 },
	{ "a page", "HTTP/1.1 200 OK\r\n\r\n<html>", -1, 200 },
	{ "429", "HTTP/1.1 429 Too Many Requests\r\n\r\n", -1, 429 },
	{ "a redirect", "HTTP/1.1 302 Found\r\nLocation: https://x/\r\n\r\n",
	    -1, 302 },
	{ "no HTTP", "SSH-2.0-OpenSSH\r\n\r\n", -1, 0 },
	{ "an extension nobody offered",
	    GOOD_HEAD GOOD_KEY "Sec-WebSocket-Extensions: x-webkit\r\n\r\n", -1,
	    101 },
	{ "a protocol nobody offered",
	    GOOD_HEAD GOOD_KEY "Sec-WebSocket-Protocol: chat\r\n\r\n", -1,
	    101 },
	{ "upgrade in the second line of its name",
	    "HTTP/1.1 101 x\r\nUpgrade: websocket\r\n"
	    "Connection: Upgrade\r\nConnection: keep-alive\r\n" GOOD_KEY "\r\n",
	    1, 101 },
	{ "deflate", GOOD_HEAD GOOD_KEY DEFLATE FORGET "\r\n\r\n", 1, 101 },
	{ "deflate, all that may be said",
	    GOOD_HEAD GOOD_KEY DEFLATE FORGET
	    " ;client_no_context_takeover; "
	    "server_max_window_bits = \"15\"\r\n\r\n",
	    1, 101 },
	{ "with a small window",
	    GOOD_HEAD GOOD_KEY DEFLATE "; server_max_window_bits=8\r\n\r\n", 1,
	    101 },
	{ "with a window of 16 bits",
	    GOOD_HEAD GOOD_KEY DEFLATE "; server_max_window_bits=16\r\n\r\n",
	    -1, 101 },
	{ "with a window of 08 bits",
	    GOOD_HEAD GOOD_KEY DEFLATE "; server_max_window_bits=08\r\n\r\n",
	    -1, 101 },
	{ "with a window of no size",
	    GOOD_HEAD GOOD_KEY DEFLATE "; server_max_window_bits\r\n\r\n", -1,
	    101 },
	{ "with a window for us",
	    GOOD_HEAD GOOD_KEY DEFLATE "; client_max_window_bits=15\r\n\r\n",
	    -1, 101 },
	{ "a parameter twice",
	    GOOD_HEAD GOOD_KEY DEFLATE FORGET FORGET "\r\n\r\n", -1, 101 },
	{ "a value where none may be",
	    GOOD_HEAD GOOD_KEY DEFLATE FORGET "=1\r\n\r\n", -1, 101 },
	{ "a parameter nobody knows",
	    GOOD_HEAD GOOD_KEY DEFLATE "; x=1\r\n\r\n", -1, 101 },
	{ "two extensions",
	    GOOD_HEAD GOOD_KEY DEFLATE ", permessage-deflate\r\n\r\n", -1,
	    101 },
	{ "two lines of extensions",
	    GOOD_HEAD GOOD_KEY DEFLATE "\r\n" DEFLATE "\r\n\r\n", -1, 101 },
};

static void
upgrades(void)
{
	static const unsigned char key[16] = "the sample nonce";
	struct ws w;
	struct buf b = { 0 };
	const char *why;
	size_t i, head;
	int got, status;

	for (i = 0; i < sizeof(answers) / sizeof(*answers); i++) {
		w = (struct ws){ 0 };
		why = NULL;
		got = ws_agreed(
		    &w, str_of(answers[i].text), key, &head, &status, &why);
		ok(got == answers[i].got && status == answers[i].status,
		    "upgrade: %s (%d, %d, %s)", answers[i].what, got, status,
		    why != NULL ? why : "agreed");
		ok(w.deflate == (strstr(answers[i].text, DEFLATE) != NULL &&
				    answers[i].got == 1) &&
			w.forget == (w.deflate && strstr(answers[i].text,
						      FORGET) != NULL),
		    "upgrade: it is packed as it says");
	}
	for (i = 0; i < 1000; i++)
		buf_puts(&b, i == 0 ? GOOD_HEAD : "X: a line of the head\r\n");
	got = ws_agreed(&w, buf_view(&b), key, &head, &status, &why);
	ok(got == -1, "upgrade: a head without an end (%s)", why);
	buf_reset(&b);
	ws_ask(&b, "stream.bybit.com", "/v5/public/linear", key,
	    (struct str){ "", 0 });
	buf_putc(&b, '\0');
	ok(strncmp(b.s, "GET /v5/public/linear HTTP/1.1\r\n", 32) == 0 &&
		strstr(b.s, "\r\nHost: stream.bybit.com\r\n") != NULL &&
		strstr(
		    b.s, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") !=
		    NULL &&
		strcmp(b.s + b.n - 5, "\r\n\r\n") == 0,
	    "the request for it");
	buf_free(&b);
}

int
main(void)
{
	cases();
	limits();
	sending();
	upgrades();
	return tap_end();
}
