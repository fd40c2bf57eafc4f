#include "liq-render/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#define ENTER "\033[?1049h\033[?25l\033[?7l\033[2J"
#define LEAVE "\033[?2026l\033[0m\033[?7h\033[?25h\033[?1049l"

static const int deadly[] = { SIGHUP, SIGQUIT, SIGILL, SIGABRT, SIGBUS, SIGFPE,
	SIGUSR1, SIGUSR2, SIGSEGV, SIGPIPE, SIGALRM, SIGSYS, SIGXCPU };

static struct {
	volatile sig_atomic_t on, changed, asked;
	int keys; /* /dev/tty, or -1 */
	struct termios before;
	int stderr_before, held; /* what is said meanwhile; -1: not held */
	struct sigaction old[65]; /* by signal */
} screen = { .keys = -1, .stderr_before = -1, .held = -1 };

static void
say(const char *text, size_t n)
{
	ssize_t got;

	while (n > 0) {
		got = write(STDOUT_FILENO, text, n);
		if (got < 0 && errno != EINTR)
			return;
		if (got > 0) {
			text += got;
			n -= (size_t)got;
		}
	}
}

/* Keys come one by one and are not shown; ^C and ^Z stay what they are. */
static void
enter(void)
{
	struct termios raw = screen.before;

	say(ENTER, sizeof(ENTER) - 1);
	screen.changed = 1;
	screen.on = 1;
	if (screen.keys < 0)
		return;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	tcsetattr(screen.keys, TCSADRAIN, &raw);
}

static void
leave(void)
{
	if (!screen.on)
		return;
	screen.on = 0;
	say(LEAVE, sizeof(LEAVE) - 1);
	if (screen.keys >= 0)
		tcsetattr(screen.keys, TCSADRAIN, &screen.before);
}

/* stderr is the terminal again, and hears what was held back. */
static void
release_stderr(void)
{
	char text[4096];
	ssize_t n;

	if (screen.held < 0)
		return;
	dup2(screen.stderr_before, STDERR_FILENO);
	lseek(screen.held, 0, SEEK_SET);
	while ((n = read(screen.held, text, sizeof(text))) > 0)
		if (write(STDERR_FILENO, text, (size_t)n) < 0)
			break;
	close(screen.held);
	close(screen.stderr_before);
	screen.held = -1;
}

static void
hold_stderr(void)
{
	if (!isatty(STDERR_FILENO))
		return;
	screen.stderr_before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	screen.held = memfd_create("stderr", MFD_CLOEXEC);
	if (screen.held >= 0 && screen.stderr_before >= 0)
		dup2(screen.held, STDERR_FILENO);
}

static void
on_deadly(int signal)
{
	screen_close();
	sigaction(signal, &screen.old[signal], NULL);
	raise(signal);
}

/* The first asks, as stop.h says; the second kills. */
static void
on_stop(int signal)
{
	if (screen.asked || screen.old[signal].sa_handler == SIG_DFL)
		on_deadly(signal);
	screen.asked = 1;
	screen.old[signal].sa_handler(signal);
}

static void
on_resize(int signal)
{
	(void)signal;
	screen.changed = 1;
}

/* ^Z: the shell gets its terminal back until it says "fg". */
static void
on_suspend(int signal)
{
	struct sigaction mine;
	int saved = errno;

	leave();
	sigaction(signal, &screen.old[signal], &mine);
	raise(signal);
	sigaction(signal, &mine, NULL);
	enter();
	errno = saved;
}

static void
handle(int signal, void (*handler)(int))
{
	struct sigaction act = { 0 };

	act.sa_handler = handler;
	act.sa_flags = (int)SA_NODEFER;
	if (sigaction(signal, NULL, &screen.old[signal]) == 0 &&
	    screen.old[signal].sa_handler != SIG_IGN)
		sigaction(signal, &act, NULL);
}

bool
screen_possible(void)
{
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && term != NULL && term[0] != '\0' &&
	       strcmp(term, "dumb") != 0;
}

void
screen_open(void)
{
	size_t i;

	screen.keys = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
	if (screen.keys >= 0 && tcgetattr(screen.keys, &screen.before) != 0) {
		close(screen.keys);
		screen.keys = -1;
	}
	hold_stderr();
	atexit(screen_close);
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		handle(deadly[i], on_deadly);
	handle(SIGINT, on_stop);
	handle(SIGTERM, on_stop);
	handle(SIGTSTP, on_suspend);
	handle(SIGWINCH, on_resize);
	enter();
}

void
screen_close(void)
{
	leave();
	release_stderr();
}

bool
screen_changed(void)
{
	bool changed = screen.changed;

	screen.changed = 0;
	return changed;
}

int
screen_rows(void)
{
	struct winsize w = { 0 };

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 ? w.ws_row : 0;
}

int
screen_keys(void)
{
	return screen.keys;
}

char
screen_key(void)
{
	char c;
	ssize_t n;

	if (screen.keys < 0)
		return 0;
	n = read(screen.keys, &c, 1);
	if (n == 1)
		return c;
	if (n < 0 && errno != EINTR && errno != EAGAIN) {
		close(screen.keys); /* the terminal is gone */
		screen.keys = -1;
	}
	return 0;
}

void
screen_change(struct buf *to, struct str before, struct str after, int rows)
{
	struct str was, is;
	const bool anew = before.n == 0;
	size_t start = to->n, empty;
	int row;

	buf_puts(to, "\033[?2026h");
	if (anew)
		buf_puts(to, "\033[2J");
	empty = to->n;
	for (row = 1; row <= rows; row++) {
		if (!str_split(&before, '\n', &was))
			was = STR("");
		if (!str_split(&after, '\n', &is))
			is = STR("");
		if (str_same(was, is))
			continue;
		/* erased first: behind a full line the cursor is on its end */
		buf_printf(to, "\033[%d;1H\033[K", row);
		buf_str(to, is);
	}
	if (to->n == empty && !anew)
		to->n = start;
	else
		buf_puts(to, "\033[?2026l");
}
