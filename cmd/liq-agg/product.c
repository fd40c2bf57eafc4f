#include "liq-agg/product.h"

#include <stdlib.h>

#include "base/x.h"

/* Text with its end, so that no two rows of texts are alike. */
static char *
append(char *at, const char *text)
{
	size_t n = strlen(text) + 1;

	memcpy(at, text, n);
	return at + n;
}

uint32_t
products_id(struct products *all, const struct product *p)
{
	char text[sizeof(*p)], *end;
	uint32_t at;

	end = append(text, p->exchange);
	end = append(end, p->symbol);
	end = append(end, p->base);
	end = append(end, p->quote);
	at = names_id(&all->names, (struct str){ text, (size_t)(end - text) });
	if (at == all->n) {
		all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
		all->of[all->n++] = *p;
	}
	return at;
}

uint32_t
products_of(struct products *all, const struct liquidation *l)
{
	struct product p;

	memcpy(p.exchange, l->exchange, sizeof(p.exchange));
	memcpy(p.symbol, l->symbol, sizeof(p.symbol));
	memcpy(p.base, l->base, sizeof(p.base));
	memcpy(p.quote, l->quote, sizeof(p.quote));
	return products_id(all, &p);
}

void
products_free(struct products *all)
{
	free(all->of);
	names_free(&all->names);
	*all = (struct products){ 0 };
}
