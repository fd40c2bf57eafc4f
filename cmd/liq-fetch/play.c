#include "liq-fetch/play.h"

#include <time.h>

#include "base/when.h"
#include "io/out.h"
#include "io/stop.h"

static int64_t
clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

/* The moment of the played time that is now. */
static int64_t
played(const struct play *p)
{
	return p->since + (clock_ms() - p->began) * p->speed;
}

/* Sleep until it, a second at the most, or until a signal comes. */
static void
rest(const struct play *p, int64_t until)
{
	int64_t ms = (until - played(p)) / p->speed + 1;

	if (ms > 0) /* time may have gone by since it was asked */
		out_wait(-1, (int)(ms < SECOND_MS ? ms : SECOND_MS));
}

bool
play_pace(void *play, int64_t effective)
{
	struct play *p = play;
	int64_t now;

	if (p->began == 0) {
		p->began = clock_ms();
		p->marked = p->since;
	}
	if (effective > p->until)
		effective = p->until;
	while (stop_signal() == 0 && (now = played(p)) < effective) {
		if (now - p->marked >= SECOND_MS * p->speed) {
			emit_marks(p->emit, p->marked, now);
			p->marked = now;
		}
		out_flush();
		rest(p, effective);
	}
	return stop_signal() == 0;
}
