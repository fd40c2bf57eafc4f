/*
 * plain.h - tests/fake/plain.py as a child, and requests to it.
 *
 * Its ports are lanes: an exchange of that name is led there.
 */
#ifndef PLAIN_H
#define PLAIN_H

#include <dirent.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "liq-fetch/http.h"
#include "tap.h"

#define PORTS 16
#define ROUTES (2 * PORTS)

/* The server, and the ways to its ports. */
static struct {
	char dir[64], cacert[80];
	pid_t pid;
	int leash; /* it ends when this closes */
	char name[PORTS][16], to[PORTS][32];
	int ports;
	struct http_route routes[ROUTES + 1];
} fake;

static inline bool
find_script(char *path, size_t room)
{
	static const char tail[] = "tests/fake/plain.py";
	const char *top = getenv("LIQ_TOP");
	char exe[512];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	exe[n > 0 ? n : 0] = '\0';
	snprintf(path, room, "%s/../../../%s", dirname(exe), tail);
	if (top != NULL)
		snprintf(path, room, "%s/%s", top, tail);
	if (access(path, R_OK) != 0)
		snprintf(path, room, "%s", tail);
	return access(path, R_OK) == 0;
}

static inline bool
read_ports(void)
{
	char path[96], line[64], *space;
	FILE *f;

	snprintf(path, sizeof(path), "%s/ports", fake.dir);
	if ((f = fopen(path, "r")) == NULL)
		return false;
	while (fake.ports < PORTS && fgets(line, sizeof(line), f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if ((space = strchr(line, ' ')) == NULL)
			continue;
		*space = '\0';
		snprintf(
		    fake.name[fake.ports], sizeof(fake.name[0]), "%.15s", line);
		snprintf(fake.to[fake.ports], sizeof(fake.to[0]),
		    "127.0.0.1:%.8s", space + 1);
		fake.routes[fake.ports].name = fake.name[fake.ports];
		fake.routes[fake.ports].to = fake.to[fake.ports];
		fake.ports++;
	}
	fclose(f);
	return fake.ports > 0;
}

static inline bool
serve(void)
{
	static const char *const variables[] = { "https_proxy", "HTTPS_PROXY",
		"all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
		"CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR" };
	char script[600];
	size_t v;
	int ends[2], i;

	for (v = 0; v < sizeof(variables) / sizeof(variables[0]); v++)
		unsetenv(variables[v]);
	snprintf(fake.dir, sizeof(fake.dir), "/tmp/liq-http.XXXXXX");
	if (!find_script(script, sizeof(script)) || mkdtemp(fake.dir) == NULL ||
	    pipe(ends) != 0)
		return false;
	snprintf(fake.cacert, sizeof(fake.cacert), "%s/ca.pem", fake.dir);
	if ((fake.pid = fork()) == 0) {
		dup2(ends[0], STDIN_FILENO);
		close(ends[0]);
		close(ends[1]);
		execlp("python3", "python3", script, fake.dir, (char *)NULL);
		_exit(127);
	}
	close(ends[0]);
	fake.leash = ends[1];
	for (i = 0; i < 300; i++) {
		if (read_ports())
			return true;
		usleep(100000);
	}
	printf("Bail out! no server: it wants python3 and openssl\n");
	return false;
}

static inline void
serve_end(void)
{
	char command[128];

	close(fake.leash);
	waitpid(fake.pid, NULL, 0);
	snprintf(command, sizeof(command), "rm -rf '%s'", fake.dir);
	if (system(command) != 0)
		printf("# %s stays\n", fake.dir);
}

static inline bool
is_served(const char *name)
{
	int i;

	for (i = 0; i < fake.ports; i++)
		if (strcmp(fake.name[i], name) == 0)
			return strcmp(fake.to[i], "127.0.0.1:0") != 0;
	return false;
}

/* A lane of another name to the good port. */
static inline const char *
lane(const char *name)
{
	int i;

	for (i = 0; fake.routes[i].name != NULL; i++)
		if (strcmp(fake.routes[i].name, name) == 0)
			return name;
	fake.routes[i] = (struct http_route){ name, fake.routes[0].to };
	return name;
}

static inline struct http *
open_for(int64_t total_ms)
{
	struct http_setup setup = { .cacert = fake.cacert,
		.routes = fake.routes,
		.connect_ms = total_ms / 2,
		.total_ms = total_ms };
	const char *why;
	struct http *h = http_open(&setup, &why);

	if (h == NULL)
		printf("Bail out! %s\n", why);
	return h;
}

static inline void
ask(struct http *h, const char *exchange, const char *url, void *tag)
{
	struct http_ask a = {
		.tag = tag, .exchange = exchange, .url = str_of(url)
	};

	http_start(h, &a);
}

static inline int
descriptors(void)
{
	DIR *d = opendir("/proc/self/fd");
	int n = 0;

	while (d != NULL && readdir(d) != NULL)
		n++;
	if (d != NULL)
		closedir(d);
	return n;
}

#endif
