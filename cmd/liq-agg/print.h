/*
 * print.h - a total as a line: a record, or a row of a table.
 *
 * A table starts with a line of keys and has no control records.  In TSV a
 * tab, line end or backslash within a cell is written \t \n \r \\; in CSV
 * (RFC 4180) such a cell is quoted.  A null is an empty cell.
 *
 * Owns: nothing.
 */
#ifndef LIQ_AGG_PRINT_H
#define LIQ_AGG_PRINT_H

#include "record/record.h"

/* PRINT_PROM is written by prom.h. */
enum print_as { PRINT_NDJSON, PRINT_TSV, PRINT_CSV, PRINT_PROM };

extern const char *const print_names[]; /* ends in NULL */

/* Nothing for NDJSON. */
void print_head(struct buf *, enum print_as, enum record_type);
/* quoted: decimals as strings, in NDJSON. */
void print_record(
    struct buf *, enum print_as, const struct record *, bool quoted);

#endif
