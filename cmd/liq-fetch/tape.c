#include "liq-fetch/tape.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/when.h"
#include "base/x.h"
#include "io/log.h"
#include "io/stop.h"
#include "json/bind.h"
#include "json/json.h"
#include "liq-fetch/reason.h"

#define CHUNK (64 << 10)

/* The line before the body. */
struct label {
	char exchange[24], url[2048], post[2048], words[200], host[128],
	    type[128], retry_after[64], location[1024];
	int64_t began, sent, received, fault, status, version, date;
};

#define WORD(name) FIELD(#name, TEXT, FIELD_NULL, struct label, name)
#define TIME(name) FIELD(#name, INT, FIELD_NULL, struct label, name)

static const struct field label_fields[] = {
	{ WORD(exchange) },
	{ WORD(url) },
	{ WORD(post) },
	{ TIME(began) },
	{ TIME(sent) },
	{ TIME(received) },
	{ TIME(fault) },
	{ WORD(words) },
	{ WORD(host) },
	{ TIME(status) },
	{ TIME(version) },
	{ TIME(date) },
	{ WORD(type) },
	{ WORD(retry_after) },
	{ WORD(location) },
	{ 0 },
};

/* A request that is out: what it asked, to be known again. */
struct asked {
	void *tag;
	char *exchange, *url, *post;
	struct asked *next;
};

struct answer {
	struct label label;
	int number; /* of its file */
	bool given;
};

struct tape {
	struct http *http; /* NULL: replay */
	const char *folder; /* NULL: nothing is kept */
	int files;
	int64_t began, now;
	struct asked *out;
	struct answer **of; /* replay: in the order they came */
	size_t n, cap;
	struct buf body;
	struct label shown; /* of the answer that was given last */
};

static int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

static void
path_of(char *room, size_t size, const char *folder, int number)
{
	snprintf(room, size, "%s/%06d.answer", folder, number);
}

static void
remember(struct tape *t, const struct http_ask *a)
{
	struct asked *k = xcalloc(1, sizeof(*k));
	struct asked **at = &t->out;
	struct buf b = { 0 };

	k->tag = a->tag;
	k->exchange = xstrdup(a->exchange);
	buf_str(&b, a->url);
	buf_putc(&b, '\0');
	k->url = b.s;
	b = (struct buf){ 0 };
	buf_str(&b, a->body);
	buf_putc(&b, '\0');
	k->post = b.s;
	while (*at != NULL)
		at = &(*at)->next;
	*at = k;
}

static void
forget(struct asked **at)
{
	struct asked *k = *at;

	*at = k->next;
	free(k->exchange);
	free(k->url);
	free(k->post);
	free(k);
}

static void
copy(char *to, size_t size, struct str s)
{
	if (!str_copy(to, size, s))
		to[0] = '\0';
}

static void
fill(struct label *l, const struct asked *k, const struct http_answer *a,
    int64_t began)
{
	*l = (struct label){ .began = began,
		.sent = a->sent,
		.received = a->received,
		.fault = a->fault,
		.status = a->status,
		.version = a->version,
		.date = a->date };
	copy(l->exchange, sizeof(l->exchange), str_of(k->exchange));
	copy(l->url, sizeof(l->url), str_of(k->url));
	copy(l->post, sizeof(l->post), str_of(k->post));
	copy(l->words, sizeof(l->words), str_of(a->words));
	copy(l->host, sizeof(l->host), str_of(a->host));
	copy(l->type, sizeof(l->type), a->type);
	copy(l->retry_after, sizeof(l->retry_after), a->retry_after);
	copy(l->location, sizeof(l->location), a->location);
}

/* One file, written aside and renamed: a folder holds whole answers only. */
static bool
keep(struct tape *t, const struct label *l, struct str body)
{
	char path[4096], temp[4096 + 8];
	struct buf line = { 0 };
	FILE *f;
	bool good;

	path_of(path, sizeof(path), t->folder, ++t->files);
	snprintf(temp, sizeof(temp), "%s.part", path);
	buf_putc(&line, '{');
	bind_put(&line, label_fields, l, false);
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

struct tape *
tape_network(
    const struct http_setup *setup, const char *folder, const char **why)
{
	struct tape *t;
	struct http *http;

	if (folder != NULL && mkdir(folder, 0777) != 0) {
		*why = errno == EEXIST
			   ? reason("%s exists: --record wants a new folder",
				 folder)
			   : reason("%s: %s", folder, strerror(errno));
		return NULL;
	}
	if ((http = http_open(setup, why)) == NULL)
		return NULL;
	t = xcalloc(1, sizeof(*t));
	t->http = http;
	t->folder = folder;
	t->began = clock_ms();
	return t;
}

/* The line and the body of a file; NULL or why it is none. */
static const char *
load(const char *path, struct label *l, struct buf *body)
{
	FILE *f = fopen(path, "r");
	struct str line, rest;
	const char *why;
	size_t n;

	if (f == NULL)
		return strerror(errno);
	buf_reset(body);
	while ((n = fread(buf_room(body, CHUNK), 1, CHUNK, f)) > 0)
		body->n += n;
	fclose(f);
	line = rest = buf_view(body);
	if (!str_split(&rest, '\n', &line) || line.n == body->n)
		return "it has no first line";
	if ((why = json_check(line)) != NULL ||
	    (why = bind_get(l, label_fields, line)) != NULL)
		return why;
	buf_cut(body, line.n + 1);
	return NULL;
}

struct tape *
tape_replay(const char *folder, const char **why)
{
	struct tape *t = xcalloc(1, sizeof(*t));
	struct answer *a;
	char path[4096];
	int number;

	t->folder = folder;
	for (number = 1;; number++) {
		path_of(path, sizeof(path), folder, number);
		if (access(path, F_OK) != 0)
			break;
		a = xcalloc(1, sizeof(*a));
		t->of = xgrow(t->of, t->n, &t->cap, sizeof(*t->of));
		t->of[t->n++] = a;
		a->number = number;
		*why = load(path, &a->label, &t->body);
		if (*why != NULL) {
			*why = reason("%s: %s", path, *why);
			tape_close(t);
			return NULL;
		}
	}
	if (t->n == 0) {
		*why = reason("%s: nothing was recorded there", folder);
		tape_close(t);
		return NULL;
	}
	t->began = t->now = t->of[0]->label.began;
	return t;
}

void
tape_start(struct tape *t, const struct http_ask *a)
{
	if (t->http == NULL || t->folder != NULL)
		remember(t, a);
	if (t->http != NULL)
		http_start(t->http, a);
}

static bool
same(const struct asked *k, const struct label *l)
{
	return strcmp(k->url, l->url) == 0 && strcmp(k->post, l->post) == 0 &&
	       strcmp(k->exchange, l->exchange) == 0;
}

/* The request that an answer of the folder is for. */
static struct asked **
asker(struct tape *t, const struct answer *a)
{
	struct asked **at = &t->out;

	while (*at != NULL && !same(*at, &a->label))
		at = &(*at)->next;
	return at;
}

static void
show(struct tape *t, struct http_answer *a, const struct label *l)
{
	t->shown = *l;
	*a = (struct http_answer){ .fault = (enum http_fault)l->fault,
		.status = (int)l->status,
		.version = (int)l->version,
		.body = buf_view(&t->body),
		.head = STR(""),
		.type = str_of(t->shown.type),
		.retry_after = str_of(t->shown.retry_after),
		.location = str_of(t->shown.location),
		.date = l->date,
		.sent = l->sent,
		.received = l->received };
	copy(a->words, sizeof(a->words), str_of(l->words));
	copy(a->host, sizeof(a->host), str_of(l->host));
	if (l->received > t->now)
		t->now = l->received;
}

static int
replay(struct tape *t, struct http_answer *a)
{
	struct asked **at;
	char path[4096];
	const char *why;
	size_t i;

	if (t->out == NULL)
		return 0;
	for (i = 0; i < t->n; i++) {
		if (t->of[i]->given || *(at = asker(t, t->of[i])) == NULL)
			continue;
		t->of[i]->given = true;
		path_of(path, sizeof(path), t->folder, t->of[i]->number);
		why = load(path, &t->of[i]->label, &t->body);
		show(t, a, &t->of[i]->label);
		if (why != NULL)
			a->fault = HTTP_CUT;
		a->tag = (*at)->tag;
		forget(at);
		return 1;
	}
	buf_reset(&t->body);
	show(t, a,
	    &(struct label){ .fault = HTTP_TLS,
		.sent = t->now,
		.received = t->now,
		.date = INT_NONE,
		.words = "this was not recorded" });
	a->tag = t->out->tag;
	forget(&t->out);
	return 1;
}

int
tape_next(struct tape *t, int64_t timeout_ms, struct http_answer *a)
{
	struct asked **at = &t->out;
	struct label l;
	int got;

	if (t->http == NULL)
		return stop_signal() != 0 ? -1 : replay(t, a);
	got = http_next(t->http, timeout_ms, a);
	if (got <= 0 || t->folder == NULL)
		return got;
	while (*at != NULL && (*at)->tag != a->tag)
		at = &(*at)->next;
	if (*at != NULL) {
		fill(&l, *at, a, t->began);
		if (!keep(t, &l, a->body)) {
			log_error("%s: %s", t->folder, strerror(errno));
			exit(STATUS_FAILED);
		}
		forget(at);
	}
	return got;
}

int64_t
tape_now(const struct tape *t)
{
	return t->http != NULL ? clock_ms() : t->now;
}

int64_t
tape_began(const struct tape *t)
{
	return t->began;
}

struct http *
tape_http(const struct tape *t)
{
	return t->http;
}

bool
tape_live(const struct tape *t)
{
	return t->http != NULL;
}

void
tape_close(struct tape *t)
{
	size_t i;

	if (t == NULL)
		return;
	http_close(t->http);
	while (t->out != NULL)
		forget(&t->out);
	for (i = 0; i < t->n; i++)
		free(t->of[i]);
	free(t->of);
	buf_free(&t->body);
	free(t);
}
