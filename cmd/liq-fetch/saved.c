#include "liq-fetch/saved.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/when.h"
#include "json/bind.h"
#include "json/json.h"
#include "liq-fetch/reason.h"

#define HEAD_MOST (64 << 10) /* bytes of the line before the body */

#define WORD(name) FIELD(#name, TEXT, FIELD_NULL, struct saved, name)
#define ASKED(name) FIELD(#name, TEXT, FIELD_NULL, struct saved, question.name)
#define NUMBER(name) FIELD(#name, INT, 0, struct saved, name)

static const struct field fields[] = {
	{ ASKED(exchange) },
	{ ASKED(url) },
	{ ASKED(post) },
	{ NUMBER(sent) },
	{ NUMBER(received) },
	{ NUMBER(fault) },
	{ WORD(words) },
	{ WORD(host) },
	{ NUMBER(status) },
	{ NUMBER(version) },
	{ FIELD("date", INT, FIELD_NULL, struct saved, date) },
	{ WORD(type) },
	{ WORD(retry_after) },
	{ WORD(location) },
	{ NUMBER(bytes) },
	{ 0 },
};

static void
copy(char *to, size_t size, struct str s)
{
	if (!str_copy(to, size, s))
		to[0] = '\0';
}

void
question_set(struct question *q, const struct http_ask *a)
{
	copy(q->exchange, sizeof(q->exchange), str_of(a->exchange));
	copy(q->url, sizeof(q->url), a->url);
	copy(q->post, sizeof(q->post), a->body);
}

struct hash128
question_hash(const struct question *q)
{
	struct buf b = { 0 };
	struct hash128 h;

	buf_printf(&b, "%s\n%s\n%s", q->exchange, q->url, q->post);
	h = hash128(buf_view(&b));
	buf_free(&b);
	return h;
}

void
saved_set(struct saved *s, const struct http_answer *a)
{
	s->sent = a->sent;
	s->received = a->received;
	s->fault = a->fault;
	s->status = a->status;
	s->version = a->version;
	s->date = a->date;
	s->bytes = (int64_t)a->body.n;
	copy(s->words, sizeof(s->words), str_of(a->words));
	copy(s->host, sizeof(s->host), str_of(a->host));
	copy(s->type, sizeof(s->type), a->type);
	copy(s->retry_after, sizeof(s->retry_after), a->retry_after);
	copy(s->location, sizeof(s->location), a->location);
}

void
saved_answer(const struct saved *s, struct str body, struct http_answer *a)
{
	*a = (struct http_answer){ .fault = (enum http_fault)s->fault,
		.status = (int)s->status,
		.version = (int)s->version,
		.body = body,
		.head = STR(""),
		.type = str_of(s->type),
		.retry_after = str_of(s->retry_after),
		.location = str_of(s->location),
		.date = s->date,
		.sent = s->sent,
		.received = s->received };
	copy(a->words, sizeof(a->words), str_of(s->words));
	copy(a->host, sizeof(a->host), str_of(s->host));
}

static void
path_of(char *room, size_t size, const char *folder, int number)
{
	snprintf(room, size, "%s/%06d.answer", folder, number);
}

bool
saved_is(const char *folder, int number)
{
	char path[4096];

	path_of(path, sizeof(path), folder, number);
	return access(path, F_OK) == 0;
}

bool
saved_put(
    const char *folder, int number, const struct saved *s, struct str body)
{
	char path[4096], temp[4096 + 8];
	struct buf line = { 0 };
	FILE *f;
	bool good;

	path_of(path, sizeof(path), folder, number);
	snprintf(temp, sizeof(temp), "%s.part", path);
	buf_putc(&line, '{');
	bind_put(&line, fields, s, false);
	buf_puts(&line, "}\n");
	if ((f = fopen(temp, "wx")) == NULL) {
		buf_free(&line);
		return false;
	}
	good = fwrite(line.s, 1, line.n, f) == line.n &&
	       fwrite(body.s, 1, body.n, f) == body.n;
	good = fclose(f) == 0 && good;
	buf_free(&line);
	return good && rename(temp, path) == 0;
}

/* What a table cannot say. */
static const char *
check(const struct saved *s)
{
	if (!when_sane(s->sent) || !when_sane(s->received) ||
	    (s->date != INT_NONE && !when_sane(s->date)))
		return "a time is outside 2015 to 2100";
	if (s->fault < HTTP_OK || s->fault > HTTP_PROXY_TLS)
		return "\"fault\" is none that is known";
	if (s->status < 0 || s->status > 999 || s->version < 0 ||
	    s->version > 9)
		return "a number is out of range";
	if (s->bytes < 0 || s->bytes > HTTP_BODY_MAX)
		return "\"bytes\" is out of range";
	return NULL;
}

/* The line, and how many bytes of the file it is. */
static const char *
get_line(FILE *f, struct saved *s, size_t *used)
{
	char room[HEAD_MOST];
	struct str rest = { room, fread(room, 1, sizeof(room), f) }, line;
	const char *why;
	size_t n = rest.n;

	if (!str_split(&rest, '\n', &line) || line.n == n)
		return "it has no first line";
	*used = line.n + 1;
	if ((why = json_check(line)) != NULL ||
	    (why = bind_get(s, fields, line)) != NULL)
		return why;
	return check(s);
}

const char *
saved_get(const char *folder, int number, struct saved *s, struct buf *body)
{
	char path[4096];
	const char *why;
	size_t used, n = 0;
	FILE *f;

	path_of(path, sizeof(path), folder, number);
	if ((f = fopen(path, "r")) == NULL)
		return strerror(errno);
	why = get_line(f, s, &used);
	if (why == NULL &&
	    (fseek(f, 0, SEEK_END) != 0 || ftell(f) != (long)used + s->bytes))
		why = "its body is not as long as it was";
	if (why == NULL && body != NULL) {
		n = (size_t)s->bytes;
		buf_reset(body);
		if (fseek(f, (long)used, SEEK_SET) != 0 ||
		    fread(buf_room(body, n + 1), 1, n, f) != n)
			why = "its body cannot be read";
		body->n = why == NULL ? n : 0;
	}
	fclose(f);
	return why;
}
