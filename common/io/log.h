/*
 * log.h - messages for people, on stderr: "program: what is wrong".
 *
 * At most LOG_LINES lines of messages about input; the rest are counted and
 * told in one line at the end.  Control characters are made visible.
 *
 * Layer: io.  Owns: the program's name and a count (file scope).
 */
#ifndef IO_LOG_H
#define IO_LOG_H

#define LOG_LINES 20

void log_start(const char *program);
const char *log_program(void);
void log_quiet(void); /* -q: nothing but failures */
void log_verbose(void); /* -v: log_note is shown */
/* A failure or a usage error: always shown. */
void log_error(const char *, ...) __attribute__((format(printf, 1, 2)));
/* Something about the input: shown unless -q, counted against LOG_LINES. */
void log_warn(const char *, ...) __attribute__((format(printf, 1, 2)));
/*
 * What it comes to, said last: shown unless -q, however much was said about
 * the input, and after the count of what was not shown.
 */
void log_sum(const char *, ...) __attribute__((format(printf, 1, 2)));
/* What was done, for those who ask with -v. */
void log_note(const char *, ...) __attribute__((format(printf, 1, 2)));
void log_end(void); /* "... 312 more" */

#endif
