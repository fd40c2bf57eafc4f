/*
 * Any number of lines in order, each once, whatever fits into memory.
 */
#include "liq-fetch/once.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/x.h"
#include "dice.h"
#include "tap.h"

#define LINES 3000

struct given {
	struct spill_line of[LINES];
	size_t n;
	struct buf text;
};

/* Lines of few times, lengths from none to long; many are there twice. */
static void
make(struct given *g)
{
	struct spill_line l;
	size_t i, k, at = 0;

	for (i = 0; i < LINES; i++) {
		l = (struct spill_line){ .effective = (int64_t)dice(40) - 20 };
		if (i > 0 && dice(4) == 0)
			l = g->of[dice(i)];
		l.text.n = g->text.n;
		buf_printf(&g->text, "%d ", (int)dice(5));
		for (k = dice(dice(50) == 0 ? 9000 : 30); k > 0; k--)
			buf_putc(&g->text, (char)dice(256));
		l.text.n = g->text.n - l.text.n;
		if (dice(3) > 0)
			l.identity = (struct hash128){ dice(300) + 1, 0 };
		g->of[g->n++] = l;
	}
	for (i = 0; i < g->n; i++) {
		g->of[i].text.s = g->text.s + at;
		g->of[i].number = (int64_t)i + 1;
		at += g->of[i].text.n;
	}
}

static int
in_order(const void *a, const void *b)
{
	const struct spill_line *x = a, *y = b;
	int c = (x->effective > y->effective) - (x->effective < y->effective);

	if (c == 0)
		c = str_cmp(x->text, y->text);
	return c != 0 ? c : x->number < y->number ? -1 : 1;
}

static void
fill(struct spill *s, const struct given *g)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		spill_add(s, &g->of[i]);
	spill_sort(s);
}

static void
ordered(const struct given *g)
{
	static const size_t most[] = { 0, 1, 100, 5000, 100000 };
	struct given want = *g;
	const struct spill_line *l;
	struct spill s = { 0 };
	size_t i, k;
	int bad;

	qsort(want.of, want.n, sizeof(*want.of), in_order);
	for (k = 0; k < sizeof(most) / sizeof(*most); k++) {
		s.most = most[k];
		fill(&s, g);
		bad = 0;
		for (i = 0; (l = spill_next(&s)) != NULL && i < want.n; i++)
			bad += l->effective != want.of[i].effective ||
			       l->number != want.of[i].number ||
			       l->identity.a != want.of[i].identity.a ||
			       !str_same(l->text, want.of[i].text);
		ok(bad == 0 && i == want.n && l == NULL,
		    "in order with %zu bytes of memory", most[k]);
		spill_free(&s);
	}
}

/* A line with an identity: three types, so that those of a type stand
 * together, as records do. */
static void
add(struct once *o, int64_t ts, const char *text, uint64_t identity)
{
	const struct spill_line l = { .effective = ts,
		.identity = { identity, 0 },
		.text = str_of(text) };

	spill_add(&o->lines, &l);
}

static void
once(size_t most)
{
	struct once o = { .lines = { .most = most } };
	const struct spill_line *l;
	struct buf got = { 0 };

	add(&o, 2, "candle A later", 7);
	add(&o, 1, "liquidation 5", 0);
	add(&o, 2, "candle A earlier", 7);
	add(&o, 2, "candle B", 8);
	add(&o, 1, "liquidation 5", 0);
	add(&o, 2, "liquidation 5", 0);
	add(&o, 3, "candle A later", 7);
	add(&o, 2, "liquidation 6", 0);
	add(&o, 2, "oi A", 9);
	add(&o, 2, "oi A", 9);
	add(&o, 2, "oi A 10", 10);
	add(&o, 2, "oi A 8", 9);
	spill_sort(&o.lines);
	while ((l = once_next(&o)) != NULL) {
		buf_str(&got, l->text);
		buf_putc(&got, '\n');
	}
	buf_putc(&got, '\0');
	is(got.s,
	    "liquidation 5\ncandle A later\ncandle B\nliquidation 5\n"
	    "liquidation 6\noi A\noi A 10\ncandle A later\n",
	    "each once, and of one identity the first that came");
	ok(o.repeated == 4, "and the others are counted");
	ok(once_next(&o) == NULL, "the end stays the end");
	once_free(&o);
	spill_sort(&o.lines);
	ok(once_next(&o) == NULL, "freed, it is empty");
	once_free(&o);
	buf_free(&got);
}

/* The status of a process that has no room for its temporary file. */
static int
crowded(const struct given *g, const char *folder, rlim_t room)
{
	struct spill s = { .most = 5000 };
	int status = -1;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		setenv("TMPDIR", folder, 1);
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ room, room });
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(99);
		fill(&s, g);
		while (spill_next(&s) != NULL)
			continue;
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}

int
main(void)
{
	static struct given g;

	make(&g);
	ordered(&g);
	once(0);
	once(1);
	ok(crowded(&g, "/tmp", RLIM_INFINITY) == STATUS_OK,
	    "with room: status 0");
	ok(crowded(&g, "/tmp", 20000) == STATUS_FAILED, "a full disk: 1");
	ok(crowded(&g, "/nowhere", RLIM_INFINITY) == STATUS_FAILED,
	    "no folder: 1");
	buf_free(&g.text);
	return tap_end();
}
