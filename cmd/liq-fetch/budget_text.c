#include "liq-fetch/budget_text.h"

#include "json/bind.h"
#include "json/json.h"
#include "liq-fetch/seal.h"

#define SCHEMA 1
#define TRIES_MAX 1000000

/* The first line. */
struct first {
	int64_t schema, tries;
	struct budget budget;
};

static const struct field first_fields[] = {
	{ FIELD("schema", INT, 0, struct first, schema) },
	{ FIELD("ban_until", INT, 0, struct first, budget.ban_until) },
	{ FIELD("refused_until", INT, 0, struct first, budget.refused_until) },
	{ FIELD("wait_until", INT, 0, struct first, budget.wait_until) },
	{ FIELD(
	    "busy_until", INT, FIELD_NULL, struct first, budget.busy_until) },
	{ FIELD("tries", INT, 0, struct first, budget.tries) },
	{ FIELD("words", TEXT, FIELD_NULL, struct first, budget.words) },
	{ 0 },
};

/* A bucket's line. */
struct row {
	char bucket[64];
	int64_t slot, others, others_until;
	struct str cost;
};

static const struct field row_fields[] = {
	{ FIELD("bucket", TEXT, 0, struct row, bucket) },
	{ FIELD("slot", INT, 0, struct row, slot) },
	{ FIELD("others", INT, 0, struct row, others) },
	{ FIELD("others_until", INT, 0, struct row, others_until) },
	{ FIELD("cost", RAW, 0, struct row, cost) },
	{ 0 },
};

void
budget_put(struct buf *b, const struct budget *budget, const struct exchange *x)
{
	const struct first first = { .schema = SCHEMA, .budget = *budget };
	const struct budget_use *u;
	int i, k;

	buf_puts(b, "{\"type\":\"budget\",");
	bind_put(b, first_fields, &first, false);
	buf_puts(b, "}\n");
	for (i = 0; x->buckets != NULL && x->buckets[i].name != NULL &&
		    i < BUDGET_BUCKETS;
	     i++) {
		u = &budget->use[i];
		if (u->slot == 0)
			continue;
		buf_printf(b,
		    "{\"bucket\":\"%s\",\"slot\":%lld,\"others\":%lld,"
		    "\"others_until\":%lld,\"cost\":[",
		    x->buckets[i].name, (long long)u->slot,
		    (long long)u->others, (long long)u->others_until);
		for (k = 0; k < BUDGET_SLOTS; k++)
			buf_printf(b, "%s%lld", k > 0 ? "," : "",
			    (long long)u->cost[k]);
		buf_puts(b, "]}\n");
	}
	seal_put(b);
}

static const char *
get_costs(struct budget_use *u, struct str array)
{
	struct str value;
	int64_t n;
	int k = 0;

	for (; json_element(&array, &value); k++) {
		for (n = 0; value.n > 0 && value.s[0] >= '0' &&
			    value.s[0] <= '9' && n < INT32_MAX;
		     value = str_from(value, 1))
			n = n * 10 + (value.s[0] - '0');
		if (value.n > 0 || k == BUDGET_SLOTS)
			return "a cost is none";
		u->cost[k] = n;
	}
	return k == BUDGET_SLOTS ? NULL : "costs are missing";
}

static const char *
get_row(struct budget *b, const struct exchange *x, struct str line)
{
	struct budget_use u = { 0 };
	struct row r;
	const char *why;
	int i;

	if ((why = bind_get(&r, row_fields, line)) != NULL ||
	    (why = get_costs(&u, r.cost)) != NULL)
		return why;
	if (r.slot < 0 || r.others < 0 || r.others_until < 0)
		return "a bucket has a negative figure";
	u.slot = r.slot;
	u.others = r.others;
	u.others_until = r.others_until;
	for (i = 0; x->buckets != NULL && x->buckets[i].name != NULL &&
		    i < BUDGET_BUCKETS;
	     i++)
		if (strcmp(x->buckets[i].name, r.bucket) == 0)
			b->use[i] = u;
	return NULL;
}

const char *
budget_parse(struct budget *b, const struct exchange *x, struct str text)
{
	struct first first = { 0 };
	struct str line;
	const char *why;

	if (!seal_open(&text))
		return "it is not whole";
	str_split(&text, '\n', &line);
	if ((why = json_check(line)) != NULL ||
	    (why = bind_get(&first, first_fields, line)) != NULL)
		return why;
	if (first.schema != SCHEMA || first.budget.tries < 0 ||
	    first.budget.tries > TRIES_MAX || first.budget.ban_until < 0 ||
	    first.budget.refused_until < 0 || first.budget.wait_until < 0)
		return "it is of another kind";
	while (str_split(&text, '\n', &line) && line.n > 0)
		if ((why = json_check(line)) != NULL ||
		    (why = get_row(&first.budget, x, line)) != NULL)
			return why;
	*b = first.budget;
	return NULL;
}
