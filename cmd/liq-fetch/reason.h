/*
 * reason.h - a reason made of parts.
 *
 * One line without full stop.  Valid until the next call.
 */
#ifndef LIQ_FETCH_REASON_H
#define LIQ_FETCH_REASON_H

const char *reason(const char *, ...) __attribute__((format(printf, 1, 2)));

#endif
