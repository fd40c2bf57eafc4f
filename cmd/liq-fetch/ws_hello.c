/*
 * ws_hello.c - the upgrade from HTTP: its request, and what the answer must
 * say.
 */
#include <strings.h>

#include "base/base64.h"
#include "base/sha1.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/ws.h"

static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

void
ws_ask(struct buf *b, const char *host, const char *path,
    const unsigned char key[16], struct str header)
{
	buf_printf(b,
	    "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\n"
	    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
	    "Sec-WebSocket-Extensions: permessage-deflate\r\n"
	    "User-Agent: liq-fetch/" VERSION "\r\nSec-WebSocket-Key: ",
	    path, host);
	base64_put(b, key, 16);
	buf_puts(b, "\r\n");
	buf_str(b, header);
	buf_puts(b, "\r\n");
}

static void
expected(struct buf *b, const unsigned char key[16])
{
	struct buf text = { 0 };
	unsigned char digest[20];

	base64_put(&text, key, 16);
	buf_puts(&text, guid);
	sha1(digest, buf_view(&text));
	base64_put(b, digest, sizeof(digest));
	buf_free(&text);
}

static bool
is_word(struct str s, const char *word)
{
	return s.n == strlen(word) && strncasecmp(s.s, word, s.n) == 0;
}

/* One of the words of a list. */
static bool
lists(struct str list, const char *word)
{
	struct str part;

	while (str_split(&list, ',', &part))
		if (is_word(str_trim(part), word))
			return true;
	return false;
}

/* What the head lines say; of a name that came twice, the last. */
struct said {
	struct str upgrade, accept, extensions, protocol;
	bool upgrades; /* a Connection line lists it */
	int accepts, lists; /* lines of Sec-WebSocket-Accept, -Extensions */
};

static void
header(struct said *s, struct str line)
{
	struct str name, value = line;

	if (!str_split(&value, ':', &name))
		return;
	value = str_trim(value);
	if (is_word(name, "Upgrade"))
		s->upgrade = value;
	else if (is_word(name, "Connection"))
		s->upgrades = s->upgrades || lists(value, "Upgrade");
	else if (is_word(name, "Sec-WebSocket-Extensions")) {
		s->extensions = value;
		s->lists++;
	} else if (is_word(name, "Sec-WebSocket-Protocol"))
		s->protocol = value;
	else if (is_word(name, "Sec-WebSocket-Accept")) {
		s->accept = value;
		s->accepts++;
	}
}

/* 8 to 15, as it is or in quotes. */
static bool
is_bits(struct str s)
{
	if (s.n > 2 && s.s[0] == '"' && s.s[s.n - 1] == '"')
		s = (struct str){ s.s + 1, s.n - 2 };
	return (s.n == 1 && (s.s[0] == '8' || s.s[0] == '9')) ||
	       (s.n == 2 && s.s[0] == '1' && s.s[1] >= '0' && s.s[1] <= '5');
}

/* The bit of a parameter of permessage-deflate; 0: none that we can follow. */
static unsigned
parameter(struct str s)
{
	struct str name, value = s;
	bool valued = memchr(s.s, '=', s.n) != NULL;

	str_split(&value, '=', &name);
	name = str_trim(name);
	if (is_word(name, "server_no_context_takeover") && !valued)
		return 1;
	if (is_word(name, "client_no_context_takeover") && !valued)
		return 2;
	return is_word(name, "server_max_window_bits") && valued &&
		       is_bits(str_trim(value))
		   ? 4
		   : 0;
}

/* permessage-deflate, each parameter once at the most, or nothing. */
static const char *
extensions(struct ws *w, const struct said *s)
{
	struct str part, rest = s->extensions;
	unsigned seen = 0, bit;

	if (rest.n == 0 && s->lists < 2)
		return NULL;
	if (s->lists > 1 || memchr(rest.s, ',', rest.n) != NULL)
		return "it chose more than one extension";
	str_split(&rest, ';', &part);
	if (!is_word(str_trim(part), "permessage-deflate"))
		return "it chose an extension that was not offered";
	for (; rest.n > 0 && str_split(&rest, ';', &part); seen |= bit)
		if ((bit = parameter(str_trim(part))) == 0 || seen & bit)
			return "it chose a parameter that was not offered, or "
			       "twice";
	w->deflate = true;
	w->forget = seen & 1;
	return NULL;
}

/* HTTP/1.1 101 ...; 0: no HTTP. */
static int
status_of(struct str line)
{
	struct str code;
	int n = 0;

	if (!str_starts(line, STR("HTTP/1.")) || line.n < 12)
		return 0;
	code = str_from(line, 9);
	for (code.n = 3; code.n > 0; code = str_from(code, 1)) {
		if (*code.s < '0' || *code.s > '9')
			return 0;
		n = n * 10 + (*code.s - '0');
	}
	return n;
}

static const char *
check(struct ws *w, const struct said *s, const unsigned char key[16])
{
	struct buf want = { 0 };
	bool good;

	expected(&want, key);
	good = s->accepts == 1 && str_same(s->accept, buf_view(&want));
	buf_free(&want);
	if (!is_word(s->upgrade, "websocket") || !s->upgrades)
		return "it did not upgrade";
	if (!good)
		return "its Sec-WebSocket-Accept is not that of our key";
	if (s->protocol.n > 0)
		return "it chose a protocol that was not offered";
	return extensions(w, s);
}

/* The head's end: the empty line. */
static bool
head_of(struct str text, size_t *head)
{
	size_t i;

	for (i = 0; i + 4 <= text.n && i <= WS_HEAD_MAX; i++)
		if (memcmp(text.s + i, "\r\n\r\n", 4) == 0) {
			*head = i + 4;
			return true;
		}
	return false;
}

int
ws_agreed(struct ws *w, struct str text, const unsigned char key[16],
    size_t *head, int *status, const char **why)
{
	struct said said = { 0 };
	struct str lines, line;

	*status = 0;
	if (!head_of(text, head)) {
		*why = "its head is too long";
		return text.n > WS_HEAD_MAX ? -1 : 0;
	}
	lines = (struct str){ text.s, *head - 2 };
	str_split(&lines, '\n', &line);
	if ((*status = status_of(line)) != 101) {
		*why = *status == 0 ? "that is no HTTP"
				    : reason("HTTP status %d", *status);
		return -1;
	}
	while (str_split(&lines, '\n', &line))
		header(&said, str_trim(line));
	*why = check(w, &said, key);
	return *why == NULL ? 1 : -1;
}
