/*
 * live - an exchange with one busy feed, and a stopwatch.
 *
 *   live KEY CERT RATE SECONDS COMMAND [ARGUMENT...]
 *
 * COMMAND is started with LIVE_PORT, a port of this machine where Bybit's
 * lists and its linear feed are spoken over TLS.  Once it has subscribed it
 * gets RATE frames a second for so long, one event each, made ahead; its lines
 * are read from its standard output.  RATE 0: as fast as it takes them, as
 * many as 100,000 a second would be.
 *
 * A frame is stamped before it is encrypted, a line when it was read.  Frames
 * of one millisecond go in one write, like those of a busy exchange.  Printed:
 * frames, lines, frames a second from the first stamp to the last line, the
 * command's processor time a frame in ns, from the first stamp to the last
 * line too, p50, p99 and the longest time from stamp to line in us, how far
 * the sender was behind its clock at the worst and how long the last line took
 * after the last frame in ms.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/x.h"
#include "live_tls.h"

#define BASE INT64_C(1750000000000) /* time of the first event */
#define MOST_S 60

struct bench {
	SSL_CTX *tls;
	int fd; /* that listens */
	int64_t rate, frames;
	struct buf bytes; /* of all frames */
	size_t *end; /* of each of them */
	int64_t *sent, *came; /* stamps; 0: not yet */
	int64_t cpu; /* the command's, when the first one went */
	int64_t behind;
	pid_t pid;
	int lines; /* the descriptor that they come from */
	int64_t heard;
};

static int64_t
cpu_of(pid_t pid)
{
	clockid_t clock;

	return clock_getcpuclockid(pid, &clock) == 0 ? now_ns(clock) : 0;
}

/* No two events are alike. */
static void
prepare(struct bench *b)
{
	struct buf text = { 0 };
	int64_t i, ts;

	b->end = xcalloc((size_t)b->frames, sizeof(*b->end));
	b->sent = xcalloc((size_t)b->frames, sizeof(*b->sent));
	b->came = xcalloc((size_t)b->frames, sizeof(*b->came));
	for (i = 0; i < b->frames; i++) {
		ts = BASE + i;
		buf_reset(&text);
		buf_printf(&text,
		    "{\"topic\":\"allLiquidation.BTCUSDT\",\"type\":"
		    "\"snapshot\",\"ts\":%lld,\"data\":[{\"T\":%lld,\"s\":"
		    "\"BTCUSDT\",\"S\":\"%s\",\"v\":\"0.%03d\",\"p\":"
		    "\"%d.%d\"}]}",
		    (long long)ts + 3, (long long)ts, i % 3 ? "Buy" : "Sell",
		    (int)(1 + i % 998), (int)(90000 + i % 9973), (int)(i % 10));
		put_frame(&b->bytes, buf_view(&text));
		b->end[i] = b->bytes.n;
	}
	buf_free(&text);
}

/* Frames from i on, up to n: stamped and sent in one go. */
static void
send_some(struct bench *b, SSL *s, int64_t i, int64_t n)
{
	size_t from = i > 0 ? b->end[i - 1] : 0;
	int64_t stamp = now_ns(CLOCK_MONOTONIC), k;

	for (k = i; k < n; k++)
		b->sent[k] = stamp;
	write_all(s, b->bytes.s + from, b->end[n - 1] - from);
}

static void
flood(struct bench *b, SSL *s)
{
	int64_t per = b->rate > 0 ? (b->rate + 999) / 1000 : 100, i;
	int64_t start = now_ns(CLOCK_MONOTONIC), late;
	struct timespec at;

	b->cpu = cpu_of(b->pid);
	for (i = 0; i < b->frames; i += per) {
		send_some(b, s, i, i + per < b->frames ? i + per : b->frames);
		if (b->rate == 0)
			continue;
		start += per * INT64_C(1000000000) / b->rate;
		late = now_ns(CLOCK_MONOTONIC) - start;
		b->behind = late > b->behind ? late : b->behind;
		at =
		    (struct timespec){ start / 1000000000, start % 1000000000 };
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
	}
}

/*
 * Two subscriptions, in reads of their own or in one, each acknowledged; then
 * the ticker sings once, and the flood begins.
 */
static void
feed(struct bench *b, SSL *s)
{
	char room[4096];
	struct buf song = { 0 };
	int n, i, asked = 0;

	while (asked < 2 && (n = SSL_read(s, room, sizeof(room))) > 0)
		for (i = 0; i < n; i++)
			if ((unsigned char)room[i] == 0x81 && i + 1 < n &&
			    (room[i + 1] & 0x80) != 0 && asked++ < 2)
				say(s, "{\"success\":true,\"ret_msg\":\"\","
				       "\"op\":\"subscribe\"}");
	buf_printf(&song, "{\"topic\":\"tickers.BTCUSDT\",\"ts\":%lld}",
	    (long long)(now_ns(CLOCK_REALTIME) / 1000000));
	buf_putc(&song, '\0');
	say(s, song.s);
	usleep(500000);
	flood(b, s);
	while (SSL_read(s, room, sizeof(room)) > 0)
		;
	buf_free(&song);
}

struct visit {
	struct bench *bench;
	int fd;
};

static void *
serve(void *arg)
{
	struct visit *v = arg;
	SSL *s = SSL_new(v->bench->tls);
	char request[8192];
	int n;

	SSL_set_fd(s, v->fd);
	if (SSL_accept(s) == 1)
		while ((n = SSL_read(s, request, sizeof(request) - 1)) > 0) {
			request[n] = '\0';
			if (strstr(request, "Upgrade: websocket") == NULL) {
				list(s, request);
				continue;
			}
			upgrade(s, request);
			feed(v->bench, s);
			break;
		}
	free(v);
	return NULL;
}

static void *
welcome(void *arg)
{
	struct bench *b = arg;
	struct visit *v;
	pthread_t thread;
	int fd, one = 1;

	while ((fd = accept(b->fd, NULL, NULL)) >= 0) {
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		v = xcalloc(1, sizeof(*v));
		*v = (struct visit){ b, fd };
		if (pthread_create(&thread, NULL, serve, v) == 0)
			pthread_detach(thread);
	}
	return NULL;
}

static int
listen_here(struct bench *b, const char *key, const char *cert)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t n = sizeof(at);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	b->tls = SSL_CTX_new(TLS_server_method());
	if (SSL_CTX_use_certificate_file(b->tls, cert, SSL_FILETYPE_PEM) != 1 ||
	    SSL_CTX_use_PrivateKey_file(b->tls, key, SSL_FILETYPE_PEM) != 1)
		fail("no certificate");
	b->fd = socket(AF_INET, SOCK_STREAM, 0);
	if (bind(b->fd, (struct sockaddr *)&at, n) != 0 ||
	    listen(b->fd, 16) != 0 ||
	    getsockname(b->fd, (struct sockaddr *)&at, &n) != 0)
		fail("no socket");
	return ntohs(at.sin_port);
}

static void
start(struct bench *b, int port, char *argv[])
{
	char text[16];
	int ends[2];

	snprintf(text, sizeof(text), "%d", port);
	setenv("LIVE_PORT", text, 1);
	if (pipe(ends) != 0 || (b->pid = fork()) < 0)
		fail("no process");
	if (b->pid == 0) {
		dup2(ends[1], 1);
		close(ends[0]);
		close(ends[1]);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(ends[1]);
	b->lines = ends[0];
}

/* A line that was read: which frame it is of. */
static void
stamp(struct bench *b, struct str line, int64_t now)
{
	static const char head[] = "{\"type\":\"liquidation\",\"ts\":";
	int64_t i;

	if (!str_starts(line, STR("{\"type\":\"liquidation\",\"ts\":")))
		return;
	i = strtoll(line.s + sizeof(head) - 1, NULL, 10) - BASE;
	if (i < 0 || i >= b->frames || b->came[i] != 0)
		fail("a line that is none of ours, or a second one");
	b->came[i] = now;
	b->heard++;
}

static void
read_lines(struct bench *b)
{
	int64_t until = now_ns(CLOCK_MONOTONIC) + MOST_S * INT64_C(1000000000);
	struct buf all = { 0 };
	const char *end;
	size_t at;
	ssize_t n;
	int64_t now;

	while (b->heard < b->frames && now_ns(CLOCK_MONOTONIC) < until &&
	       (n = read(b->lines, buf_room(&all, 65536), 65536)) > 0) {
		now = now_ns(CLOCK_MONOTONIC);
		all.n += (size_t)n;
		for (at = 0; (end = memchr(all.s + at, '\n', all.n - at));
		     at = (size_t)(end - all.s) + 1)
			stamp(b,
			    (struct str){
				all.s + at, (size_t)(end - all.s) - at },
			    now);
		buf_cut(&all, at);
	}
	buf_free(&all);
}

static int
by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
report(struct bench *b)
{
	int64_t cpu = cpu_of(b->pid) - b->cpu, last = 0, i;
	int64_t *took = xcalloc((size_t)b->frames, sizeof(*took));
	size_t n = 0;

	for (i = 0; i < b->frames; i++)
		if (b->came[i] != 0) {
			took[n++] = b->came[i] - b->sent[i];
			last = b->came[i] > last ? b->came[i] : last;
		}
	if (n == 0)
		fail("no line came");
	qsort(took, n, sizeof(*took), by_size);
	printf("frames %lld lines %zu rate %.0f cpu %.0f p50 %.1f p99 %.1f "
	       "max %.1f behind %.1f tail %.1f\n",
	    (long long)b->frames, n,
	    (double)n * 1e9 / (double)(last - b->sent[0]),
	    (double)cpu / (double)n, (double)took[n / 2] / 1e3,
	    (double)took[n * 99 / 100] / 1e3, (double)took[n - 1] / 1e3,
	    (double)b->behind / 1e6,
	    (double)(last - b->sent[b->frames - 1]) / 1e6);
	free(took);
}

int
main(int argc, char *argv[])
{
	struct bench b = { 0 };
	pthread_t thread;

	if (argc < 6)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	b.rate = strtol(argv[3], NULL, 10);
	b.frames = (b.rate > 0 ? b.rate : 100000) * strtol(argv[4], NULL, 10);
	if (b.frames < 1)
		return 2;
	prepare(&b);
	start(&b, listen_here(&b, argv[1], argv[2]), argv + 5);
	if (pthread_create(&thread, NULL, welcome, &b) != 0)
		fail("no thread");
	read_lines(&b);
	report(&b);
	kill(b.pid, SIGTERM);
	close(b.lines);
	waitpid(b.pid, NULL, 0);
	fflush(stdout);
	_exit(b.heard != b.frames); /* its threads still hold what exit frees */
}
