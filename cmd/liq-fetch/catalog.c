#include "liq-fetch/catalog.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "json/json.h"
#include "liq-fetch/seal.h"
#include "liq-fetch/state_folder.h"

#define SCHEMA 1
#define BYTES_MAX (16 << 20)

/* The first line. */
struct first {
	int64_t schema;
	char version[32];
	struct catalog catalog;
};

static const struct field first_fields[] = {
	{ FIELD("schema", INT, 0, struct first, schema) },
	{ FIELD("version", TEXT, 0, struct first, version) },
	{ FIELD("exchange", TEXT, 0, struct first, catalog.exchange) },
	{ FIELD("received", INT, 0, struct first, catalog.received) },
	{ FIELD("offset", INT, 0, struct first, catalog.offset) },
	{ 0 },
};

void
catalog_put(
    struct buf *b, const struct catalog *c, const struct instruments *all)
{
	struct first first = { .schema = SCHEMA, .catalog = *c };
	struct record r;
	size_t i;

	str_copy(first.version, sizeof(first.version), STR(VERSION));
	buf_putc(b, '{');
	bind_put(b, first_fields, &first, false);
	buf_puts(b, "}\n");
	for (i = 0; i < all->n; i++) {
		if (strcmp(all->of[i].exchange, c->exchange) != 0)
			continue;
		record_clear(&r, RECORD_INSTRUMENT);
		r.as.instrument = all->of[i];
		record_put(b, &r, false);
	}
	seal_put(b);
}

static const char *
get_first(struct catalog *c, struct str line)
{
	struct first first = { 0 };
	const char *why;

	if ((why = json_check(line)) != NULL ||
	    (why = bind_get(&first, first_fields, line)) != NULL)
		return why;
	if (first.schema != SCHEMA || strcmp(first.version, VERSION) != 0)
		return "it is of another kind";
	*c = first.catalog;
	return NULL;
}

const char *
catalog_parse(struct catalog *c, struct instruments *all, struct str text)
{
	struct str line;
	struct record r;
	const char *why;

	if (!seal_open(&text))
		return "it is not whole";
	str_split(&text, '\n', &line);
	if ((why = get_first(c, line)) != NULL)
		return why;
	while (str_split(&text, '\n', &line) && line.n > 0) {
		if ((why = record_parse(&r, line)) != NULL)
			return why;
		if (r.type != RECORD_INSTRUMENT ||
		    strcmp(r.as.instrument.exchange, c->exchange) != 0)
			return "it has what is no instrument of the exchange";
		instruments_add(all, &r.as.instrument);
	}
	return NULL;
}

bool
catalog_get(int folder, struct catalog *c, const char *exchange, int64_t now,
    struct instruments *all)
{
	struct buf text = { 0 };
	char name[64];
	bool good;

	snprintf(name, sizeof(name), "list-%s", exchange);
	good = state_folder_get(folder, name, BYTES_MAX, &text) &&
	       catalog_parse(c, all, buf_view(&text)) == NULL &&
	       strcmp(c->exchange, exchange) == 0 && c->received <= now &&
	       now - c->received < CATALOG_MS;
	buf_free(&text);
	return good;
}

void
catalog_keep(int folder, const struct catalog *c, const struct instruments *all)
{
	struct buf text = { 0 };
	char name[64], lock[72];
	int fd;

	snprintf(name, sizeof(name), "list-%s", c->exchange);
	snprintf(lock, sizeof(lock), "%s.lock", name);
	fd = openat(
	    folder, lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
		catalog_put(&text, c, all);
		(void)state_folder_put(folder, name, buf_view(&text));
		buf_free(&text);
	}
	close(fd);
}
