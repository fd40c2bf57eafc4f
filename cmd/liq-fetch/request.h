/*
 * request.h - what the command line of liq-fetch asks for.
 */
#ifndef LIQ_FETCH_REQUEST_H
#define LIQ_FETCH_REQUEST_H

#include "base/when.h"
#include "liq-fetch/http.h"
#include "liq-fetch/import.h"

#define KINDS_ALL (((1u << (RECORD_KINDS + 1)) - 1) & ~1u)

struct request {
	const char *exchange; /* -x as given: a name, or a list of them */
	const char *symbol, *output, *append, *instruments;
	const char *metrics, *state, *cacert, *key_file, *record, *replay;
	struct http_route route[16]; /* --connect-to; ends in a NULL name */
	const char *owner[64]; /* --owner; ends in NULL */
	const struct format *format; /* --import */
	char *const *command; /* all words of the command line */
	enum record_type as;
	uint32_t kinds; /* bit 1 << enum record_type; 0: not given */
	struct when since, until;
	int64_t time; /* --for; 0: not given */
	int64_t relist, audit; /* --relist, --audit */
	int64_t interval, width, seed, coins, speed;
	enum volume_unit volume_unit;
	enum rate_unit rate_unit;
	bool follow, quoted, no_meta, plan, doctor, rebuild;
	bool hourly; /* --partition */
};

/*
 * Static storage.  first: the index of the first operand.  Ends the program
 * on -h, --list and their like, and on a usage error.
 */
const struct request *request_parse(int argc, char *argv[], int *first);

#endif
