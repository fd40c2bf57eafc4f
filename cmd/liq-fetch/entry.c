#include "liq-fetch/entry.h"

#include "base/base64.h"
#include "base/utf8.h"
#include "base/when.h"
#include "json/json.h"

static const char *const kinds[] = { "begin", "turn", "open", "up", "head",
	"text", "binary", "ping", "pong", "close", "broken", "gone", "wait",
	"answer", "stop", "end", NULL };
static const char *const waits[] = { "rate_limit", "ban", "geo", "maintenance",
	NULL };
static const char *const stops[] = { "signal", "time", NULL };

#define KIND \
	{ \
		FIELD_IN("event", 0, struct entry, kind, kinds) \
	}
#define TIME \
	{ \
		FIELD("ts", INT, 0, struct entry, ts) \
	}
#define CLOCK \
	{ \
		FIELD("at", INT, 0, struct entry, at) \
	}
#define EXCHANGE \
	{ \
		FIELD("exchange", TEXT, 0, struct entry, exchange) \
	}
#define CONNECTION \
	EXCHANGE, { FIELD("feed", TEXT, 0, struct entry, feed) }, \
	{ \
		FIELD("conn", INT, 0, struct entry, conn) \
	}

static const struct field begin[] = {
	KIND,
	TIME,
	CLOCK,
	{ FIELD("version", TEXT, 0, struct entry, version) },
	{ FIELD("live", BOOL, 0, struct entry, live) },
	{ FIELD("keyed", BOOL, 0, struct entry, keyed) },
	{ FIELD("seed", INT, 0, struct entry, seed) },
	{ FIELD("command", RAW, 0, struct entry, command) },
	{ 0 },
};
static const struct field turn[] = { KIND, TIME, CLOCK, { 0 } };
static const struct field speaks[] = { KIND, TIME, CONNECTION, { 0 } };
static const struct field closes[] = {
	KIND,
	TIME,
	CONNECTION,
	{ FIELD("code", INT, 0, struct entry, code) },
	{ 0 },
};
static const struct field wait[] = {
	KIND,
	TIME,
	EXCHANGE,
	{ FIELD("number", INT, 0, struct entry, number) },
	{ FIELD("until", INT, 0, struct entry, until) },
	{ FIELD_IN("why", 0, struct entry, why, waits) },
	{ 0 },
};
static const struct field answer[] = {
	KIND,
	TIME,
	{ FIELD("number", INT, 0, struct entry, number) },
	{ 0 },
};
static const struct field stop[] = {
	KIND,
	TIME,
	CLOCK,
	{ FIELD_IN("why", 0, struct entry, why, stops) },
	{ 0 },
};
static const struct field end[] = { KIND, TIME, { 0 } };
static const struct field any[] = { KIND, { 0 } };

/* What a kind has, besides its text. */
static const struct field *const shapes[] = { [ENTRY_BEGIN] = begin,
	[ENTRY_TURN] = turn,
	[ENTRY_OPEN] = speaks,
	[ENTRY_UP] = speaks,
	[ENTRY_HEAD] = speaks,
	[ENTRY_TEXT] = speaks,
	[ENTRY_BINARY] = speaks,
	[ENTRY_PING] = speaks,
	[ENTRY_PONG] = speaks,
	[ENTRY_CLOSE] = closes,
	[ENTRY_BROKEN] = closes,
	[ENTRY_GONE] = speaks,
	[ENTRY_WAIT] = wait,
	[ENTRY_ANSWER] = answer,
	[ENTRY_STOP] = stop,
	[ENTRY_END] = end };

bool
entry_speaks(const struct entry *e)
{
	return e->kind >= ENTRY_UP && e->kind <= ENTRY_GONE;
}

static bool
has_text(const struct entry *e)
{
	return e->kind >= ENTRY_HEAD && e->kind <= ENTRY_GONE;
}

void
entry_put(struct buf *b, const struct entry *e)
{
	bool plain =
	    e->kind != ENTRY_BINARY && utf8_valid(e->text) &&
	    (e->text.n == 0 || memchr(e->text.s, '\0', e->text.n) == NULL);

	buf_putc(b, '{');
	bind_put(b, shapes[e->kind], e, false);
	if (has_text(e) && plain) {
		buf_puts(b, ",\"text\":");
		json_put_text(b, e->text);
	} else if (has_text(e)) {
		buf_puts(b, ",\"base64\":\"");
		base64_put(b, (const unsigned char *)e->text.s, e->text.n);
		buf_putc(b, '"');
	}
	buf_puts(b, "}\n");
}

static const char *
get_text(struct entry *e, struct str line, struct buf *text)
{
	struct str v;

	buf_reset(text);
	if (json_get(line, "text", &v)) {
		if (!json_text(buf_room(text, v.n), v.n, v))
			return "\"text\" is not a string";
		text->n = strlen(text->s);
	} else if (e->kind == ENTRY_TEXT || !json_get(line, "base64", &v)) {
		return "its text is missing";
	} else if (json_kind(v) != '"' || !base64_get(text, json_bare(v))) {
		return "\"base64\" is none";
	}
	e->text.n = text->n;
	buf_putc(text, '\0');
	e->text.s = text->s;
	return NULL;
}

static bool
is_clock(int64_t at)
{
	return at >= 0 && at < INT64_C(1) << 53;
}

/* What a table cannot say. */
static const char *
check(const struct entry *e)
{
	if (!when_sane(e->ts))
		return "\"ts\" is outside 2015 to 2100";
	if (!is_clock(e->at) || !is_clock(e->seed) || !is_clock(e->conn))
		return "a number is out of range";
	if (e->number < 0 || e->number > ENTRY_ANSWERS)
		return "\"number\" is out of range";
	if (e->code < 0 || e->code > UINT16_MAX)
		return "\"code\" is out of range";
	if (e->kind == ENTRY_WAIT && !when_sane(e->until))
		return "\"until\" is outside 2015 to 2100";
	return NULL;
}

/* By its first member, without a look at what may be long. */
static int
kind_of(struct str line)
{
	char word[16];
	struct str v;
	int i;

	if (json_kind(line) == '{' && json_get(line, "event", &v) &&
	    json_text(word, sizeof(word), v))
		for (i = 0; kinds[i] != NULL; i++)
			if (strcmp(kinds[i], word) == 0)
				return i + 1;
	return ENTRY_NONE;
}

const char *
entry_parse(struct entry *e, struct str line, struct buf *text)
{
	struct entry found = { 0 };
	const char *why;
	int kind;

	if ((why = json_check(line)) != NULL)
		return why;
	kind = kind_of(line);
	why = bind_get(&found, kind != ENTRY_NONE ? shapes[kind] : any, line);
	if (why != NULL || (why = check(&found)) != NULL)
		return why;
	if (has_text(&found) && (why = get_text(&found, line, text)) != NULL)
		return why;
	*e = found;
	return NULL;
}
