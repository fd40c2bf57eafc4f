/*
 * Budgets in a file: shared by processes, there after restarts, and never in
 * the way when the file is bad or cannot be had.
 */
#include "liq-fetch/budget.h"

#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/when.h"
#include "chance.h"
#include "tap.h"

#define T0 INT64_C(1750000000000)
#define PROCESSES 10
#define ROUNDS 500
#define WENT_MAX (ROUNDS * PROCESSES)

static const struct bucket buckets[] = {
	{ "ten", 10, SECOND_MS },
	{ "weight", 2400, MINUTE_MS },
	{ 0 },
};

static const struct counter counters[] = { { "X-Used", "weight" }, { 0 } };

static const struct exchange test = {
	.name = "test", .buckets = buckets, .counters = counters
};
static const struct rest ten = { .bucket = "ten" };
static const struct rest weight = { .bucket = "weight" };

/* What all processes see: one clock, and when requests went. */
struct shared {
	_Atomic int64_t clock;
	_Atomic int round, done, n;
	int64_t at[WENT_MAX];
};

static void
path(char *room, size_t size, const char *dir, const char *name)
{
	snprintf(room, size, "%s/%s", dir, name);
}

static struct budget_file *
opened(const char *dir)
{
	const char *why;
	struct budget_file *f = budget_open(dir, &test, &why);

	if (why != NULL)
		printf("# %s\n", why);
	return f;
}

static bool
tell(struct budget_file *f, enum trouble_kind kind, int64_t until, int64_t now)
{
	struct trouble t = { .kind = kind, .until = until, .words = "no" };

	return budget_file_told(f, &t, now, next());
}

static int
by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static int
most_in(struct shared *all, int64_t span)
{
	int i, first = 0, most = 0, n = atomic_load(&all->n);

	qsort(all->at, (size_t)n, sizeof(all->at[0]), by_value);
	for (i = 0; i < n; i++) {
		while (all->at[i] - all->at[first] >= span)
			first++;
		most = i - first + 1 > most ? i - first + 1 : most;
	}
	return most;
}

static struct shared *
share(void)
{
	struct shared *all = mmap(NULL, sizeof(*all), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	atomic_store(&all->clock, T0);
	return all;
}

/* One of ten: a request a round, at the time of the round. */
static void
ask(struct shared *all, const char *dir)
{
	struct budget_file *f = opened(dir);
	int64_t now;
	int round;

	for (round = 1; round <= ROUNDS; round++) {
		while (atomic_load(&all->round) < round)
			usleep(20);
		now = atomic_load(&all->clock);
		if (budget_file_take(f, &ten, 1, now) == 0)
			all->at[atomic_fetch_add(&all->n, 1)] = now;
		atomic_fetch_add(&all->done, 1);
	}
	budget_close(f);
}

static void
processes(const char *dir)
{
	struct shared *all = share();
	int64_t spans;
	int i, most;

	fflush(stdout);
	for (i = 0; i < PROCESSES; i++)
		if (fork() == 0) {
			ask(all, dir);
			_exit(0);
		}
	for (i = 1; i <= ROUNDS; i++) {
		atomic_fetch_add(&all->clock, below(80));
		atomic_store(&all->round, i);
		while (atomic_load(&all->done) < i * PROCESSES)
			usleep(20);
	}
	while (wait(NULL) > 0)
		;
	spans = (atomic_load(&all->clock) - T0) / SECOND_MS;
	most = most_in(all, SECOND_MS);
	ok(most <= 5 && most > 0,
	    "ten processes use half of the limit (%d of 10)", most);
	ok(atomic_load(&all->n) >= 5 * spans * 3 / 4,
	    "and most of that half (%d in %lld spans)", atomic_load(&all->n),
	    (long long)spans);
	munmap(all, sizeof(*all));
}

static void
scribble(struct shared *all, const char *dir)
{
	struct budget_file *f = opened(dir);

	budget_file_take(f, &ten, 1, atomic_fetch_add(&all->clock, 300));
	budget_close(f);
}

/* Whoever is killed leaves a budget behind that can be read. */
static void
killed(const char *dir)
{
	struct shared *all = share();
	struct budget_file *f;
	const char *why = NULL;
	bool whole = true;
	pid_t pid;
	int i;

	fflush(stdout);
	for (i = 0; i < 30; i++) {
		if ((pid = fork()) == 0) {
			for (;;)
				scribble(all, dir);
		}
		usleep((useconds_t)(1000 + below(4000)));
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		f = budget_open(dir, &test, &why);
		whole = whole && why == NULL;
		budget_close(f);
	}
	ok(whole, "a process that is killed leaves a whole file");
	munmap(all, sizeof(*all));
}

static void
ten_in_one(const char *dir)
{
	struct budget_file *f[PROCESSES];
	int i, k, n = 0;

	for (i = 0; i < PROCESSES; i++)
		f[i] = opened(dir);
	for (k = 0; k < 3; k++)
		for (i = 0; i < PROCESSES; i++)
			n += budget_file_take(f[i], &ten, 1, T0) == 0;
	ok(n == 5, "ten that have it open share one budget");
	tell(f[3], TROUBLE_BAN, T0 + MINUTE_MS, T0);
	for (n = i = 0; i < PROCESSES; i++)
		n += budget_file_take(f[i], &weight, 1, T0 + 1) ==
		     T0 + MINUTE_MS;
	ok(n == PROCESSES, "a ban of one is a ban of all");
	for (i = 0; i < PROCESSES; i++)
		budget_close(f[i]);
}

static void
restarts(const char *dir)
{
	struct budget_file *f = opened(dir);

	ok(budget_file_take(f, &ten, 1, T0 + 2) == T0 + MINUTE_MS,
	    "a ban outlives a restart");
	is(budget_of(f)->words, "no", "with its words");
	tell(f, TROUBLE_GEO, 0, T0 + MINUTE_MS);
	budget_close(f);
	f = opened(dir);
	ok(budget_file_take(f, &ten, 1, T0 + MINUTE_MS + HOUR_MS - 1) ==
		INT64_MAX,
	    "so does a refusal");
	ok(budget_file_take(f, &ten, 5, T0 + MINUTE_MS + HOUR_MS) == 0,
	    "for an hour");
	budget_close(f);
	f = opened(dir);
	ok(budget_file_take(f, &ten, 1, T0 + MINUTE_MS + HOUR_MS) > 0,
	    "and so does what was used");
	budget_close(f);
}

/* Somebody sits on the lock. */
static void
locked(const char *dir)
{
	struct budget_file *a = opened(dir), *b = opened(dir);
	int64_t now = T0 + DAY_MS;
	char lock[128];
	int fd;

	path(lock, sizeof(lock), dir, "budget-test.lock");
	fd = open(lock, O_RDWR);
	ok(fd >= 0 && flock(fd, LOCK_EX) == 0, "the lock is taken");
	ok(budget_file_take(a, &ten, 1, now) == now + 50,
	    "who cannot look does not go, and does not wait");
	tell(a, TROUBLE_BAN, now + HOUR_MS, now);
	close(fd);
	ok(budget_file_take(a, &ten, 1, now) == now + HOUR_MS,
	    "what was told meanwhile is not lost");
	ok(budget_file_take(b, &ten, 1, now) == now + HOUR_MS,
	    "and others know it then");
	budget_close(a);
	budget_close(b);
}

static void
heard(const char *dir)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nx-used: 1500\r\n\r\n";
	struct budget_file *f = opened(dir), *g = opened(dir);
	int64_t now = T0 + 2 * DAY_MS;

	budget_file_take(f, &weight, 300, now);
	budget_file_take(g, &weight, 200, now);
	budget_file_heard(f, STR(head), now);
	ok(budget_of(f)->use[1].others == 1000,
	    "the exchange's own count shows others, and not ourselves");
	ok(budget_file_take(g, &weight, 301, now) > now &&
		budget_file_take(g, &weight, 300, now) == 0,
	    "all of us leave them their part");
	budget_file_heard(f, STR("HTTP/1.1 200 OK\r\nX-Used: many\r\n"), now);
	ok(budget_of(f)->use[1].others == 1000, "no count changes nothing");
	budget_close(f);
	budget_close(g);
}

static void
bad(const char *dir)
{
	struct budget_file *f;
	const char *why;
	char name[128];
	struct stat st;

	path(name, sizeof(name), dir, "budget-test");
	if (truncate(name, 100) != 0)
		printf("# %s\n", name);
	f = budget_open(dir, &test, &why);
	is(why, "budget-test is set aside as .bad: it is not whole",
	    "a file that is cut is said");
	ok(budget_file_take(f, &ten, 1, T0) == 0 && budget_note(f) == NULL,
	    "and a new one begun");
	path(name, sizeof(name), dir, "budget-test.bad");
	ok(stat(name, &st) == 0 && st.st_size == 100, "the old one is kept");
	budget_close(f);
	path(name, sizeof(name), dir, "budget-test");
	ok(unlink(name) == 0 && symlink("/etc/passwd", name) == 0,
	    "a link where the file should be");
	f = budget_open(dir, &test, &why);
	ok(why != NULL && budget_file_take(f, &ten, 5, T0) == 0 &&
		lstat(name, &st) == 0 && S_ISREG(st.st_mode),
	    "is not followed");
	/* What was used before is known to this process alone. */
	ok(unlink(name) == 0 && budget_file_take(f, &ten, 1, T0) > 0,
	    "a file that vanishes is written again");
	path(name, sizeof(name), dir, "budget-test.new");
	ok(mkdir(name, 0700) == 0, "nothing can be written");
	budget_file_take(f, &ten, 1, T0 + DAY_MS);
	is(budget_note(f), "budget-test: Is a directory", "that is said");
	ok(budget_file_take(f, &ten, 4, T0 + DAY_MS) == 0 &&
		budget_file_take(f, &ten, 1, T0 + DAY_MS) > 0 &&
		budget_note(f) == NULL,
	    "once, and the process goes on by what it knows");
	ok(rmdir(name) == 0, "it can be written again");
	budget_close(f);
}

/* A link where the new file is written, to one that is somebody's. */
static void
planted(const char *dir)
{
	struct budget_file *f = opened(dir);
	char name[128], victim[128];
	struct stat st;
	int fd;

	path(name, sizeof(name), dir, "budget-test.new");
	path(victim, sizeof(victim), dir, "victim");
	fd = open(victim, O_WRONLY | O_CREAT, 0600);
	ok(fd >= 0 && write(fd, "safe", 4) == 4 && close(fd) == 0 &&
		symlink(victim, name) == 0,
	    "a link is planted");
	budget_file_take(f, &ten, 1, T0 + DAY_MS);
	ok(stat(victim, &st) == 0 && st.st_size == 4,
	    "and not written through");
	unlink(name);
	budget_close(f);
}

int
main(void)
{
	char dir[] = "/tmp/liq-budget.XXXXXX", state[64], command[96];

	chance = 7;
	if (mkdtemp(dir) == NULL)
		return 1;
	path(state, sizeof(state), dir, "some/where/");
	processes(state);
	killed(state);
	path(state, sizeof(state), dir, "b");
	ten_in_one(state);
	restarts(state);
	locked(state);
	heard(state);
	bad(state);
	planted(state);
	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	ok(system(command) == 0, "nothing is left");
	return tap_end();
}
