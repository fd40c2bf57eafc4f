/*
 * import.h - archives people hold, as formats in one table.
 *
 * A format is fed a file line by line and gives records to the sink.
 */
#ifndef LIQ_FETCH_IMPORT_H
#define LIQ_FETCH_IMPORT_H

#include "liq-fetch/exchange.h"

enum volume_unit { VOLUME_COIN, VOLUME_USD, VOLUME_CONTRACT };
enum rate_unit { RATE_FRACTION, RATE_PERCENT };

/* What the command line says about the files. */
struct import {
	const char *exchange; /* -x; NULL: not given */
	const char *symbol; /* --symbol; NULL: not given */
	enum record_type as; /* --as; RECORD_NONE: not given */
	int64_t width_ms; /* --width; 0: not given */
	enum volume_unit volume_unit;
	enum rate_unit rate_unit;
	struct context context;
};

struct format {
	const char *name; /* --import=NAME */
	const char *what; /* one line for --list=formats */
	const char *needs; /* options it cannot do without: "-x --as" */
	bool across; /* one state for all files: one tells of another */
	/*
	 * A file begins.  NULL with *why when the options do not fit.  file:
	 * its name (some archives keep the symbol only there).
	 */
	void *(*open)(
	    const struct import *, const char *file, const char **why);
	/* One line without its end; NULL or why it is refused. */
	const char *(*line)(void *, struct str line, const struct sink *);
	/* The file ends: what was held back goes out; frees the state. */
	void (*close)(void *, const struct sink *);
};

extern const struct format *const formats[]; /* ends in NULL */
extern const char *const format_names[];
extern const struct format format_frames; /* JSON frames, one a line */
extern const struct format format_csv, format_binance_forceorder,
    format_binance_vision, format_ccxt, format_coinalyze, format_coinglass,
    format_cryptofeed, format_hyperliquid_2023, format_hyperliquid_levels,
    format_okx_liquidation, format_tardis;

const struct format *format_find(const char *name);

#endif
