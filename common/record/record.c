#include "record/record.h"

#include "base/when.h"
#include "json/json.h"
#include "record/bins.h"

const char *const record_names[] = { "", "liquidation", "candle", "oi",
	"funding", "ratio", "book", "tier", "instrument", "position", "total",
	"level", "cluster", "column", "signal", "check", "cascade", "score",
	"begin", "mark", "gap", "note", "end", NULL };

static const struct field *const tables[RECORD_TYPES] = {
	[RECORD_LIQUIDATION] = liquidation_fields,
	[RECORD_CANDLE] = candle_fields,
	[RECORD_OI] = oi_fields,
	[RECORD_FUNDING] = funding_fields,
	[RECORD_RATIO] = ratio_fields,
	[RECORD_BOOK] = book_fields,
	[RECORD_TIER] = tier_fields,
	[RECORD_INSTRUMENT] = instrument_fields,
	[RECORD_POSITION] = position_fields,
	[RECORD_TOTAL] = total_fields,
	[RECORD_LEVEL] = level_fields,
	[RECORD_CLUSTER] = cluster_fields,
	[RECORD_COLUMN] = column_fields,
	[RECORD_SIGNAL] = signal_fields,
	[RECORD_CHECK] = check_fields,
	[RECORD_CASCADE] = cascade_fields,
	[RECORD_SCORE] = score_fields,
	[RECORD_BEGIN] = begin_fields,
	[RECORD_MARK] = mark_fields,
	[RECORD_GAP] = gap_fields,
	[RECORD_NOTE] = note_fields,
	[RECORD_END] = end_fields,
};

const char *
record_name(enum record_type type)
{
	return record_names[type];
}

enum record_type
record_find(struct str name)
{
	int i;

	for (i = 1; i < RECORD_TYPES; i++)
		if (str_is(name, record_names[i]))
			return (enum record_type)i;
	return RECORD_NONE;
}

const struct field *
record_fields(enum record_type type)
{
	return tables[type];
}

bool
record_is_control(enum record_type type)
{
	return type >= RECORD_BEGIN;
}

int64_t
record_effective(const struct record *r)
{
	return r->type == RECORD_CANDLE ? r->as.ts + r->as.candle.width_ms
					: r->as.ts;
}

void
record_clear(struct record *r, enum record_type type)
{
	const struct field *f;

	memset(r, 0, sizeof(*r));
	r->type = type;
	for (f = tables[type]; f->kind != FIELD_END; f++)
		if (f->kind == FIELD_INT) {
			char *p = (char *)&r->as + f->offset;

			memcpy(p, &(int64_t){ INT_NONE }, sizeof(int64_t));
		}
}

/* The record's type: the "type" member, first as a rule. */
static const char *
type_of(enum record_type *type, struct str line)
{
	struct str value;
	char name[32];

	if (json_kind(line) != '{')
		return "not an object";
	if (!json_get(line, "type", &value))
		return "\"type\" is missing";
	if (json_kind(value) != '"')
		return "\"type\" is not a string";
	*type = json_text(name, sizeof(name), value) ? record_find(str_of(name))
						     : RECORD_NONE;
	return NULL;
}

static const char *
parse(struct record *r, struct str line)
{
	const char *why;

	if ((why = json_check(line)) != NULL ||
	    (why = type_of(&r->type, line)) != NULL)
		return why;
	if (r->type == RECORD_NONE)
		return NULL;
	if ((why = bind_get(&r->as, tables[r->type], line)) != NULL)
		return why;
	if (r->as.ts != INT_NONE && !when_sane(r->as.ts))
		return "\"ts\" is not a time of this market (2015 to 2100, "
		       "epoch milliseconds)";
	if ((why = market_check(r)) != NULL || (why = derived_check(r)) != NULL)
		return why;
	return control_check(r);
}

/*
 * Nearly all of a column is arrays, which one look is enough for.  False: the
 * line has to be read as any other, if only to say what is wrong with it.
 */
static bool
parse_column(struct record *r, struct str line)
{
	struct column *c = &r->as.column;
	struct str *const arrays[BINS_ARRAYS] = { &c->lng, &c->shrt,
		&c->swept_long, &c->swept_short };
	char brief[BINS_BRIEF];
	struct bins_cut cut;
	size_t i;

	if (!bins_cut(line, brief, &cut) || parse(r, cut.brief) != NULL ||
	    r->type != RECORD_COLUMN)
		return false;
	for (i = 0; i < BINS_ARRAYS; i++) {
		if (arrays[i]->s != cut.at[i])
			return false;
		*arrays[i] = cut.array[i];
	}
	return true;
}

const char *
record_parse(struct record *r, struct str line)
{
	line = str_trim(line);
	if (str_starts(line, STR("{\"type\":\"column\"")) &&
	    parse_column(r, line))
		return NULL;
	return parse(r, line);
}

void
record_put(struct buf *b, const struct record *r, bool quoted)
{
	buf_puts(b, "{\"type\":\"");
	buf_puts(b, record_names[r->type]);
	buf_puts(b, "\",");
	bind_put(b, tables[r->type], &r->as, quoted);
	buf_puts(b, "}\n");
}

static bool
number(struct str v, struct dec *d)
{
	if (json_kind(v) == '"')
		v = json_bare(v);
	return dec_parse(d, v) == NULL;
}

bool
record_pair(struct str *rest, struct dec *a, struct dec *b)
{
	struct str next = *rest, pair, v;

	if (!json_element(&next, &pair) || json_kind(pair) != '[')
		return false;
	if (!json_element(&pair, &v) || !number(v, a) ||
	    !json_element(&pair, &v) || !number(v, b) ||
	    json_element(&pair, &v))
		return false;
	*rest = next;
	return true;
}
