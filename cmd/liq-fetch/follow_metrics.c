/*
 * A run in numbers, in a file that is replaced in one step: for the textfile
 * collector of Prometheus' node_exporter, or for anybody who looks.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "base/x.h"
#include "io/file.h"
#include "io/log.h"
#include "liq-fetch/follow_room.h"

#define METRICS_MS (15 * SECOND_MS)

void
metrics_drop(struct feed_of *feed, const struct link *link)
{
	feed->messages += link->frames;
	feed->bytes += link->bytes;
	feed->drops[link->health.death]++;
}

static void
add_link(struct metrics_feed *f, const struct link *link)
{
	if (link == NULL)
		return;
	f->messages += link->frames;
	f->bytes += link->bytes;
	f->up |= link_well(link);
}

static struct metrics_feed
feed_now(const struct feed_of *feed)
{
	const struct station *s = &feed->station;
	struct metrics_feed f = { .exchange = feed->site->exchange->name,
		.name = feed->station.name,
		.covered = s->covered,
		.connections = s->opened,
		.messages = feed->messages,
		.bytes = feed->bytes };

	memcpy(f.drops, feed->drops, sizeof(f.drops));
	add_link(&f, s->at);
	add_link(&f, s->next);
	return f;
}

static const char *
write_file(const char *name, struct str text)
{
	struct file file;
	const char *why = file_create(&file, name);

	if (why != NULL)
		return why;
	if (file_fill(file.fd, text))
		return file_commit(&file);
	why = strerror(errno);
	file_abandon(&file);
	return why;
}

void
metrics_look(struct followed *w, bool last)
{
	const struct emit *e = w->f->query.emit;
	struct metrics_scene at = { w->wall, e->repeated, e->refused, NULL,
		w->feeds };
	struct metrics_feed *feed;
	struct buf text = { 0 };
	const char *why;
	size_t i;

	if (w->f->metrics == NULL ||
	    (!last && w->counted != 0 && w->now - w->counted < METRICS_MS))
		return;
	w->counted = w->now;
	feed = xcalloc(w->feeds + 1, sizeof(*feed));
	for (i = 0; i < w->feeds; i++)
		feed[i] = feed_now(&w->feed[i]);
	at.feed = feed;
	metrics_put(&text, e->metrics, &at);
	if ((why = write_file(w->f->metrics, buf_view(&text))) != NULL)
		log_warn("%s: %s", w->f->metrics, why);
	buf_free(&text);
	free(feed);
}
