/*
 * Where the state is kept, and what there is without such a place.
 */
#include "liq-fetch/state_folder.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/when.h"
#include "liq-fetch/budget.h"
#include "tap.h"

#define T0 INT64_C(1750000000000)
#define PATH 512

static const struct bucket buckets[] = { { "ten", 10, SECOND_MS }, { 0 } };
static const struct exchange test = { .name = "test", .buckets = buckets };
static const struct rest ten = { .bucket = "ten" };

static void
path(char *room, const char *dir, const char *name)
{
	snprintf(room, PATH, "%.200s/%.200s", dir, name);
}

static void
folders(const char *dir)
{
	char home[PATH], name[PATH];
	const char *why;
	struct budget_file *f;
	struct stat st;
	const struct trouble ban = { .kind = TROUBLE_BAN,
		.until = T0 + DAY_MS };

	unsetenv("XDG_STATE_HOME");
	unsetenv("HOME");
	f = budget_open(NULL, &test, &why);
	is(why,
	    "there is no HOME for bans and budgets: they are kept in this "
	    "process alone",
	    "without HOME");
	ok(budget_file_take(f, &ten, 5, T0) == 0 &&
		budget_file_take(f, &ten, 1, T0) > 0,
	    "there is a budget all the same");
	budget_file_told(f, &ban, T0, 1);
	ok(budget_file_take(f, &ten, 1, T0 + HOUR_MS) == T0 + DAY_MS,
	    "and bans");
	budget_close(f);
	path(home, dir, "home");
	setenv("HOME", home, 1);
	setenv("XDG_STATE_HOME", "relative", 1);
	f = budget_open(NULL, &test, &why);
	path(name, home, ".local/state/liq");
	ok(stat(name, &st) == 0 && (st.st_mode & 07777) == 0700,
	    "the folder is made, for its owner");
	budget_file_take(f, &ten, 1, T0);
	path(name, home, ".local/state/liq/budget-test");
	ok(stat(name, &st) == 0 && (st.st_mode & 07777) == 0600,
	    "so is the file");
	budget_close(f);
	path(name, dir, "xdg");
	setenv("XDG_STATE_HOME", name, 1);
	f = budget_open(NULL, &test, &why);
	budget_close(f);
	path(name, dir, "xdg/liq/budget-test.lock");
	ok(stat(name, &st) == 0, "XDG_STATE_HOME goes first");
	path(name, dir, "xdg/liq/budget-test.lock/x");
	f = budget_open(name, &test, &why);
	ok(why != NULL && strstr(why, ": Not a directory") != NULL &&
		budget_file_take(f, &ten, 1, T0) == 0,
	    "a folder that cannot be made is said");
	budget_close(f);
	f = budget_open("", &test, &why);
	ok(why != NULL, "so is none");
	budget_close(f);
}

int
main(void)
{
	char dir[] = "/tmp/liq-state.XXXXXX", command[96];

	if (mkdtemp(dir) == NULL)
		return 1;
	folders(dir);
	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	ok(system(command) == 0, "nothing is left");
	return tap_end();
}
