#include "liq-fetch/orders.h"

#include <stdlib.h>

#include "base/x.h"

void
orders_add(
    struct orders *o, struct str key, struct dec filled, struct str object)
{
	uint32_t id = names_id(&o->keys, key);

	if (id == o->n) {
		o->of = xgrow(o->of, o->n, &o->cap, sizeof(*o->of));
		o->of[o->n++] = (struct order_held){ 0 };
	} else if (dec_cmp(filled, o->of[id].filled) <= 0) {
		return;
	}
	o->of[id].filled = filled;
	buf_reset(&o->of[id].object);
	buf_str(&o->of[id].object, object);
}

void
orders_free(struct orders *o)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		buf_free(&o->of[i].object);
	free(o->of);
	names_free(&o->keys);
	*o = (struct orders){ 0 };
}
