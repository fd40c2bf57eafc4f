#include "liq-render/html.h"

#include "liq-render/safe.h"

static void
put_colours(struct buf *to, const struct palette *p, bool dark)
{
	static const int paints[] = { PAINT_GROUND, PAINT_TEXT, PAINT_RULE };
	static const char *const names[] = { "body{background", "color",
		"border-color" };
	struct rgb c;
	int i;

	for (i = 0; i < 3; i++) {
		c = palette_rgb(p, paints[i], dark);
		buf_printf(to, "%s%s:#%02x%02x%02x", i > 0 ? ";" : "", names[i],
		    c.r, c.g, c.b);
	}
	buf_puts(to, "}\n");
}

static void
put_style(struct buf *to, const struct svg *s)
{
	buf_puts(to,
	    "<style>\n"
	    "body{margin:0;font:13px ui-monospace,Menlo,Consolas,monospace}\n"
	    "svg{display:block;max-width:100%;height:auto}\n"
	    "form{display:flex;flex-wrap:wrap;gap:4px 16px;padding:8px 16px}\n"
	    "output{display:block;padding:8px 16px;min-height:1.3em}\n"
	    "label{white-space:nowrap}\n"
	    "input{vertical-align:middle}\n");
	put_colours(to, s->palette, s->theme == THEME_DARK);
	if (s->theme == THEME_AUTO) {
		buf_puts(to, ":root{color-scheme:light dark}\n"
			     "@media (prefers-color-scheme:dark){");
		put_colours(to, s->palette, true);
		buf_puts(to, "}\n");
	}
	buf_puts(to, "</style>\n");
}

void
html_put(struct buf *to, const struct svg *s, struct str picture)
{
	int i;

	buf_puts(to,
	    "<!doctype html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" "
	    "content=\"default-src 'none'; img-src data:; "
	    "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n"
	    "<title>");
	buf_str(to, buf_view(&s->title)); /* is XML already */
	buf_puts(to, "</title>\n");
	put_style(to, s);
	buf_puts(to, "</head>\n<body>\n");
	buf_str(to, picture);
	buf_puts(to, "<output id=\"note\" aria-live=\"polite\"></output>\n"
		     "<form id=\"layers\"></form>\n"
		     "<script type=\"application/json\" id=\"data\">");
	if (s->data.n > 0)
		buf_str(to, buf_view(&s->data));
	else
		buf_puts(to, "null");
	buf_puts(to, "</script>\n<script>\n");
	for (i = 0; html_script[i] != NULL; i++) {
		buf_puts(to, html_script[i]);
		buf_putc(to, '\n');
	}
	buf_puts(to, "</script>\n</body>\n</html>\n");
}
