/*
 * intake_words.h - a stream of control records in words, for an intake.
 *
 * A stream is words, times in seconds after INTAKE_START:
 *   pipe file       what is read from now on; the one before is closed
 *   b3 b- u3        begin at 3, without a time, with previous:"unclean"
 *   e0              end with status 0;  e3@50: as of 50
 *   m0:50           mark; m0:50/bybit of another exchange than okx
 *   g10:20          gap, fix none; p: partial; f: filled
 *   l7              a liquidation; c0: a candle of a minute
 *   refused torn    a line that was refused; the file is cut
 */
#ifndef INTAKE_WORDS_H
#define INTAKE_WORDS_H

#include <stdio.h>
#include <stdlib.h>

#include "record/intake.h"

#define INTAKE_START INT64_C(1738310400000)

/* Where a stream stands. */
struct stream {
	struct intake in;
	const char *cut; /* why the file being read is */
	bool open;
	char line[512];
};

static inline const char *
take(void *arg, const struct record *r, struct str line)
{
	(void)arg;
	(void)r;
	(void)line;
	return NULL;
}

static inline long long
at(long seconds)
{
	return INTAKE_START + seconds * 1000LL;
}

static inline void
control_line(struct stream *s, const char *type, const char *rest)
{
	struct str line = { s->line, 0 };
	const char *why;
	int n;

	n = snprintf(
	    s->line, sizeof(s->line), "{\"type\":\"%s\",%s}", type, rest);
	line.n = (size_t)n;
	if ((why = intake_line(&s->in, line)) != NULL) {
		printf("Bail out! %s: %s\n", s->line, why);
		exit(1);
	}
}

/* A begin, an end or a data record. */
static inline void
word_at(struct stream *s, const char *word)
{
	char rest[400], ts[24] = "null", *end;
	long first = strtol(word + 1, &end, 10);

	if (end > word + 1)
		snprintf(ts, sizeof(ts), "%lld", at(first));
	if (*word == 'e') {
		if (*end == '@')
			snprintf(ts, sizeof(ts), "%lld",
			    at(strtol(end + 1, NULL, 10)));
		else
			snprintf(ts, sizeof(ts), "null");
		snprintf(
		    rest, sizeof(rest), "\"ts\":%s,\"status\":%ld", ts, first);
		control_line(s, "end", rest);
	} else if (*word == 'b' || *word == 'u') {
		snprintf(rest, sizeof(rest),
		    "\"ts\":%s,\"program\":\"x\",\"schema\":1,\"previous\":%s",
		    ts, *word == 'u' ? "\"unclean\"" : "null");
		control_line(s, "begin", rest);
	} else {
		snprintf(rest, sizeof(rest),
		    "\"ts\":%s,\"exchange\":\"okx\",\"price\":1,\"qty\":1,"
		    "\"usd\":1,\"width_ms\":60000,\"open\":1,\"high\":1,"
		    "\"low\":1,\"close\":1",
		    ts);
		control_line(s, *word == 'c' ? "candle" : "liquidation", rest);
	}
}

/* A mark or a gap. */
static inline void
word_between(struct stream *s, const char *word)
{
	char rest[300], *end, *symbol;
	long since = strtol(word + 1, &end, 10);
	long until = strtol(end + 1, &end, 10);

	symbol = strrchr(end, '+');
	snprintf(rest, sizeof(rest),
	    "\"ts\":%lld,\"exchange\":\"%s\",\"symbol\":\"%s\",\"kind\":"
	    "\"liquidation\","
	    "\"since\":%lld,\"until\":%lld,\"why\":\"stall\",\"fix\":\"%s\"",
	    at(until), *end == '/' ? end + 1 : "okx",
	    symbol != NULL ? symbol + 1 : "", at(since), at(until),
	    *word == 'f'   ? "filled"
	    : *word == 'p' ? "partial"
			   : "none");
	control_line(s, *word == 'm' ? "mark" : "gap", rest);
}

static inline void
shut(struct stream *s)
{
	if (s->open)
		intake_close(&s->in, s->cut);
	s->open = false;
	s->cut = NULL;
}

static inline void
play(struct stream *s, const char *words)
{
	struct str rest = str_of(words), part;
	char word[64];

	while (str_split(&rest, ' ', &part)) {
		str_copy(word, sizeof(word), part);
		if (str_is(part, "pipe") || str_is(part, "file")) {
			shut(s);
			intake_open(&s->in, "x", *word == 'f');
			s->open = true;
		} else if (str_is(part, "refused")) {
			intake_refused(&s->in, "not JSON");
		} else if (str_is(part, "torn")) {
			s->cut = "gzip data is cut short";
		} else if (strchr("mgpf", *word) != NULL) {
			word_between(s, word);
		} else {
			word_at(s, word);
		}
	}
	shut(s);
}

#endif
