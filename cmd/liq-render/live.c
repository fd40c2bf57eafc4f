#include "liq-render/live.h"

#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/x.h"
#include "io/out.h"
#include "io/stop.h"
#include "liq-render/chart.h"
#include "liq-render/easel.h"
#include "liq-render/recent.h"
#include "liq-render/screen.h"

#define FRAME_MS 250 /* at least, from one frame to the next */

/* Of a clock that only goes forward; never 0. */
static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + 1;
}

/*
 * Charts sort what they draw, so they get a copy of it: more is added to the
 * scene afterwards.
 */
static void
draw_chart(const struct live *l, struct buf *to)
{
	struct scene view = *l->scene;
	const size_t n = view.totals.n;

	view.matched = 0;
	view.following = true;
	view.totals.of = xcalloc(n + 1, sizeof(*view.totals.of));
	if (n > 0)
		memcpy(view.totals.of, l->scene->totals.of,
		    n * sizeof(*view.totals.of));
	if (view.chart->newest)
		recent_newest(&view.totals);
	easel_draw(to, l->look, &view);
	free(view.totals.of);
}

/* The last row of the screen: what keys do. */
static void
draw_keys(const struct live *l, struct buf *to)
{
	const struct style faint = { .ink = PAINT_FAINT };
	const struct style loud = { .ink = PAINT_LOUD, .bold = true };
	struct easel e = { 0 };
	struct buf b = { 0 };

	easel_open(&e, l->look, &l->scene->palette);
	if (l->paused)
		canvas_text(&e.canvas, 0, 0, loud, STR("PAUSED"));
	buf_printf(&b, "q quit  p %s  n %s  s by %s",
	    l->paused ? "go on" : "pause", chart_next(l->scene->chart)->name,
	    order_name((l->scene->order + 1) % ORDERS));
	if (screen_keys() >= 0)
		canvas_text(
		    &e.canvas, l->paused ? 8 : 0, 0, faint, buf_view(&b));
	easel_take(&e, to);
	buf_free(&b);
}

/* So many lines, no more and no fewer. */
static void
fit_lines(struct buf *to, struct str text, int lines)
{
	struct str line;

	for (; lines > 0; lines--) {
		if (!str_split(&text, '\n', &line))
			line = STR("");
		buf_str(to, line);
		buf_putc(to, '\n');
	}
}

static void
draw_screen(struct live *l, const struct buf *picture)
{
	struct buf frame = { 0 }, bytes = { 0 };

	fit_lines(&frame, buf_view(picture), (int)l->look->height);
	draw_keys(l, &frame);
	screen_change(&bytes, buf_view(&l->shown), buf_view(&frame),
	    (int)l->look->height + 1);
	out_take(&bytes);
	buf_reset(&l->shown);
	buf_str(&l->shown, buf_view(&frame));
	buf_free(&frame);
	buf_free(&bytes);
}

static void
append(struct live *l, const struct buf *picture)
{
	if (live_is_shown(l, buf_view(picture)))
		return;
	out_text(buf_view(picture));
	buf_reset(&l->shown);
	buf_str(&l->shown, buf_view(picture));
}

static void
draw(struct live *l)
{
	struct buf picture = { 0 };

	draw_chart(l, &picture);
	if (l->screen)
		draw_screen(l, &picture);
	else
		append(l, &picture);
	out_flush();
	buf_free(&picture);
	l->stale = false;
	l->drawn = now();
}

/* All of the screen, in its present size. */
static void
start_over(struct live *l)
{
	struct look look = l->asked;

	buf_reset(&l->shown);
	l->rows = screen_rows();
	if (look_settle(&look) == NULL)
		*l->look = look;
	if (l->rows > 1 && l->look->height >= l->rows)
		l->look->height = l->rows - 1;
}

static void
hear(struct live *l)
{
	struct scene *s = l->scene;
	char key;

	while ((key = screen_key()) != 0) {
		if (key == 'q')
			l->left = true;
		else if (key == 'p' || key == ' ')
			l->paused = !l->paused;
		else if (key == 'n')
			s->chart = chart_next(s->chart);
		else if (key == 's')
			s->order = (s->order + 1) % ORDERS;
		else if (key == '\f')
			start_over(l);
		else
			continue;
		l->drawn = 0; /* seen at once */
		l->stale = true;
	}
}

/* How long until the next frame is due; 0: now. */
static int
due_in(const struct live *l)
{
	int64_t since = now() - l->drawn;

	if (!l->stale || (l->paused && l->drawn != 0))
		return FRAME_MS;
	return since >= FRAME_MS ? 0 : (int)(FRAME_MS - since);
}

bool
live_wait(struct live *l, int fd)
{
	/* of a pipe that is not written to, that nobody reads it any more */
	struct pollfd p[] = { { fd, POLLIN, 0 }, { -1, POLLIN, 0 },
		{ STDOUT_FILENO, 0, 0 } };
	int wait = 0;

	if (l->scene->chart->forget != NULL)
		l->scene->chart->forget(l->scene);
	if (l->scene->until > l->scene->since)
		intake_forget(&l->scene->intake, l->scene->since);
	for (;; wait = due_in(l)) {
		if (stop_signal() != 0)
			return false;
		if (l->screen && screen_changed()) {
			start_over(l);
			l->drawn = 0;
			l->stale = true;
		}
		if (due_in(l) == 0)
			draw(l);
		p[1].fd = l->screen ? screen_keys() : -1;
		p[0].revents = p[1].revents = p[2].revents = 0;
		if (poll(p, 3, wait) < 0)
			continue;
		if (p[2].revents != 0)
			out_wait(-1, 0);
		if (p[1].revents != 0)
			hear(l);
		if (l->left)
			return false;
		if (p[0].revents != 0)
			return true;
	}
}

void
live_start(struct live *l)
{
	l->screen = screen_possible();
	if (l->screen)
		screen_open();
}

void
live_end(struct live *l)
{
	if (l->screen)
		screen_close();
}

bool
live_is_shown(const struct live *l, struct str picture)
{
	return !l->screen && l->shown.n > 0 &&
	       str_same(buf_view(&l->shown), picture);
}

void
live_free(struct live *l)
{
	buf_free(&l->shown);
}
