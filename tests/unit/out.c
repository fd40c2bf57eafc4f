/*
 * out.c - output as the kernel sees it: what is written when, what is left
 * behind when it fails, which status the program has.
 *
 * Each case is a child with its own stdout.
 */
#include "io/out.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/x.h"
#include "tap.h"

static char folder[] = "/tmp/liq-out.XXXXXX";

/* What a file of the folder holds; NULL: there is none. */
static const char *
holds(const char *name)
{
	static char text[1 << 20];
	FILE *f = fopen(name, "r");
	size_t n;

	if (f == NULL)
		return NULL;
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	return text;
}

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	if (f == NULL || fputs(text, f) < 0 || fclose(f) != 0)
		abort();
}

/* The status of a child that runs this with stdout in the file "stdout". */
static int
child(void (*what)(void), int flags)
{
	int status, fd;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		fd = open("stdout", O_WRONLY | O_CREAT | flags, 0666);
		dup2(fd, STDOUT_FILENO);
		dup2(open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0666),
		    STDERR_FILENO);
		out_start("test");
		what();
		_exit(99);
	}
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status)
				   : WEXITSTATUS(status);
}

static size_t
written(void)
{
	struct stat st;

	return fstat(STDOUT_FILENO, &st) == 0 ? (size_t)st.st_size : 0;
}

static void
waits_and_flushes(void)
{
	int i;

	out_text(STR("a\n"));
	if (written() != 0)
		_exit(10);
	out_flush();
	if (written() != 2)
		_exit(11);
	for (i = 0; i < 100000; i++)
		out_text(STR("b\n"));
	if (written() < 100000)
		_exit(12);
	exit(out_close(STATUS_INCOMPLETE, false));
}

static void
many_lines(void)
{
	int i;

	for (i = 0; i < 10000; i++)
		out_text(STR("a line of sixteen\n"));
	exit(out_close(STATUS_OK, false));
}

static void
no_room(void)
{
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 1000, 1000 });
	many_lines();
}

static void
no_room_for_file(void)
{
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 1000, 1000 });
	if (!out_file("file"))
		_exit(10);
	many_lines();
}

static void
replaces(void)
{
	if (!out_file("file"))
		_exit(10);
	out_text(STR("new\n"));
	out_flush();
	if (strcmp(holds("file"), "old\n") != 0)
		_exit(11);
	exit(out_close(STATUS_INCOMPLETE, false));
}

static void
keeps(void)
{
	if (!out_file("file"))
		_exit(10);
	out_text(STR("new\n"));
	exit(out_close(STATUS_INCOMPLETE, true));
}

static void
stopped(void)
{
	if (!out_file("file"))
		_exit(10);
	out_text(STR("new\n"));
	raise(SIGTERM);
	exit(out_close(STATUS_OK, false));
}

static void
gives_up(void)
{
	if (!out_file("file"))
		_exit(10);
	exit(STATUS_USAGE);
}

static void
to_nobody(void)
{
	int ends[2];

	if (pipe(ends) != 0)
		_exit(10);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[0]);
	many_lines();
}

static void
to_nobody_ignored(void)
{
	signal(SIGPIPE, SIG_IGN);
	to_nobody();
}

/* What a reader has of a pipe, n bytes at the most. */
static size_t
reads(int fd, char *room, size_t n)
{
	size_t had = 0;
	ssize_t got;

	while (had < n && (got = read(fd, room + had, n - had)) > 0)
		had += (size_t)got;
	return had;
}

/*
 * A pipe of 4 KiB; 3,000 lines of 100 bytes, one of 10,000 and a last word.
 * A write that waits is ended by the alarm.
 */
static void
slow_reader(void)
{
	static char room[400000], line[10001];
	int ends[2], i;
	size_t n;
	pid_t pid;

	alarm(20);
	if (pipe(ends) != 0 || fcntl(ends[1], F_SETPIPE_SZ, 4096) < 0)
		_exit(10);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[1]);
	out_patient();
	for (i = 0; i < 3000; i++) {
		snprintf(line, sizeof(line), "%099d\n", i);
		out_text(str_of(line));
		if (i % 100 == 99)
			out_flush();
	}
	if (out_queued() < 290000 || out_fd() != STDOUT_FILENO)
		_exit(11);
	if (reads(ends[0], room, 4000) != 4000 || room[3999] != '\n')
		_exit(12); /* a write is of whole lines */
	out_flush();
	memset(line, 'x', sizeof(line) - 2);
	line[sizeof(line) - 2] = '\n';
	out_text(STR(line));
	out_text(STR("end\n"));
	fflush(stdout);
	if ((pid = fork()) == 0) {
		close(STDOUT_FILENO);
		n = reads(ends[0], room, sizeof(room));
		for (i = 40; i < 3000; i++) {
			snprintf(line, sizeof(line), "%099d\n", i);
			if (memcmp(room + (i - 40) * 100, line, 100) != 0)
				_exit(13);
		}
		_exit(n == 296000 + 10000 + 4 &&
			      memcmp(room + n - 5, "\nend\n", 5) == 0
			  ? 0
			  : 14);
	}
	close(ends[0]);
	if (out_close(STATUS_OK, false) != STATUS_OK)
		_exit(15);
	waitpid(pid, &i, 0);
	_exit(WIFEXITED(i) ? WEXITSTATUS(i) : 16);
}

static void
leaves_queue(void)
{
	int ends[2], i;

	alarm(20);
	if (pipe(ends) != 0)
		_exit(10);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[1]);
	out_patient();
	for (i = 0; i < 10000; i++)
		out_text(STR("a line of sixteen\n"));
	out_flush();
	if (out_fd() < 0)
		_exit(11);
	close(ends[0]);
	out_flush();
	_exit(12);
}

/* One signal: what is queued is waited for; the second one kills. */
static void
nobody_reads(void)
{
	pid_t me = getpid();
	int ends[2], i;

	alarm(20);
	if (pipe(ends) != 0)
		_exit(10);
	dup2(ends[1], STDOUT_FILENO);
	out_patient();
	for (i = 0; i < 10000; i++)
		out_text(STR("a line of sixteen\n"));
	raise(SIGTERM);
	if (fork() == 0) {
		poll(NULL, 0, 200);
		kill(me, SIGTERM);
		_exit(0);
	}
	out_close(STATUS_OK, false);
	_exit(11);
}

static void
file_is_patient(void)
{
	out_patient();
	out_text(STR("a\n"));
	out_flush();
	if (out_queued() != 0 || out_fd() >= 0 || written() != 2)
		_exit(10);
	exit(out_close(STATUS_OK, false));
}

static void
to_slow(void)
{
	ok(child(slow_reader, O_TRUNC) == 0,
	    "a pipe that is full keeps nobody waiting, and the end is read");
	ok(child(leaves_queue, O_TRUNC) == 128 + SIGPIPE,
	    "... a reader that left what was queued");
	ok(child(nobody_reads, O_TRUNC) == 128 + SIGTERM,
	    "... told to stop, waits for its reader until told again");
	ok(child(file_is_patient, O_TRUNC) == 0, "... files have no queue");
}

static void
to_files(void)
{
	put("file", "old\n");
	ok(child(replaces, O_TRUNC) == STATUS_INCOMPLETE, "-o");
	is(holds("file"), "new\n", "... the new file at the end, not before");
	put("file", "old\n");
	ok(child(keeps, O_TRUNC) == STATUS_INCOMPLETE, "-o, the old kept");
	is(holds("file"), "old\n", "... is as it was");
	ok(child(stopped, O_TRUNC) == 128 + SIGTERM, "-o, and TERM");
	is(holds("file"), "old\n", "... keeps the old");
	ok(child(gives_up, O_TRUNC) == STATUS_USAGE, "-o, and a usage error");
	ok(child(no_room_for_file, O_TRUNC) == STATUS_FAILED,
	    "-o, and no room");
	is(holds("stderr"), "test: file: File too large\n", "... says so");
	is(holds("file"), "old\n", "... keeps the old");
	ok(system("test -z \"$(find . -name '.*.liq-*')\"") == 0,
	    "... and no temporary file is left of any");
}

int
main(void)
{
	const char *text;

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	ok(child(waits_and_flushes, O_TRUNC) == STATUS_INCOMPLETE,
	    "lines wait for a flush or for many, and the status is ours");
	put("stdout", "first\n");
	ok(child(no_room, O_APPEND) == STATUS_FAILED, "no room in a file");
	text = holds("stdout");
	ok(strncmp(text, "first\n", 6) == 0 && strlen(text) > 900 &&
		text[strlen(text) - 1] == '\n',
	    "... a whole line is last, the first stands");
	is(holds("stderr"), "test: stdout: File too large\n", "... it says");
	ok(child(to_nobody, O_TRUNC) == 128 + SIGPIPE, "a reader that left");
	ok(child(to_nobody_ignored, O_TRUNC) == 128 + SIGPIPE,
	    "... where SIGPIPE is ignored");
	is(holds("stderr"), "", "... silently");
	to_slow();
	to_files();
	unlink("stdout");
	unlink("stderr");
	unlink("file");
	ok(chdir("/") == 0 && rmdir(folder) == 0, "nothing is left");
	return tap_end();
}
