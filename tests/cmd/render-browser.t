#!/bin/sh
# liq-render in a browser without a window: the page answers the mouse, hides
# and shows; pictures turn dark; no text is cut off or lies on another.
. "$(dirname "$0")/../tap.sh"

for browser in chromium chromium-browser google-chrome google-chrome-stable chrome ''; do
	command -v "$browser" >/dev/null && break
done
if [ -z "$browser" ]; then
	skip 'pages and pictures in a browser' 'no chromium, no chrome'
	done_testing
	exit
fi

# dom FILE [OPTION]: what a page says when its scripts are done
dom() {
	timeout 120 "$browser" --headless --no-sandbox --disable-gpu \
	    --disable-quic --no-first-run --disable-background-networking \
	    --disable-component-update --disable-sync \
	    --user-data-dir="$dir/profile" ${2+"$2"} --dump-dom \
	    "file://$dir/$1" 2>browser.err |
		sed -n '/<pre>SAID/,/^END/p' | sed '1d; $d'
}

# said: the end of a page that tells what is in the list "said"
said() {
	cat <<'!'
const pre = document.createElement('pre');
pre.textContent = 'SAID\n' + said.join('\n') + '\nEND';
document.body.append(pre);
</script>
!
}

data=$top/tests/data/render
awk -v columns=30 -v bins=100 -v more=1 -f "$data/heat.awk" >heat
cp "$data"/../render-bars/*.ndjson .
cp "$data"/*.ndjson .

# --- the page around a heatmap

liq-render heatmap -o h.html heat
{
	cat h.html
	cat <<'!'
<script>
const said = [];
const point = (x, y) => {
  const p = new DOMPoint(map.x + map.w * x, map.y + map.h * y)
    .matrixTransform(svg.getScreenCTM());
  svg.dispatchEvent(new PointerEvent('pointermove',
    { clientX: p.x, clientY: p.y }));
  said.push(note.textContent);
};
const hidden = () => [...cells].filter((c) => c.style.display).length;
const show = (selector) =>
  getComputedStyle(svg.querySelector(selector)).display;
said.push(getComputedStyle(svg.querySelector('rect')).fill);
point(0.999, 0.5);
point(0.5, 0.2);
point(-1, -1);
const boxes = form.querySelectorAll('input[type=checkbox]');
said.push([...boxes].map((b) => b.parentNode.textContent.trim()).join());
boxes[0].click();
said.push(show('.layer-heat') + ' ' + show('.layer-candles'));
boxes[0].click();
said.push(show('.layer-heat'));
const range = form.querySelector('input[type=range]');
said.push(hidden());
range.value = 16;
range.dispatchEvent(new Event('input'));
said.push(hidden() + ' of ' + cells.length +
  range.parentNode.textContent);
range.value = range.max;
range.dispatchEvent(new Event('input'));
said.push(cells.length - hidden());
!
	said
} >probe.html
dom probe.html >got
same 'it reads out, hides layers and what is little' got <<'!'
rgb(255, 255, 255)
2025-02-14 05:58 UTC · price 97,465.8 · USD 800k
2025-02-13 15:00 UTC · price 101,279 · USD 5.57M

heat,ends,candles,liquidations,profile,clusters,swept
none inline
inline
0
32 of 63 at least 9.86M
2
!

# --- the page around a treemap: nothing to read out, nothing to slide

liq-render treemap -o t.html day.ndjson
{
	cat t.html
	cat <<'!'
<script>
const said = [form.querySelectorAll('input').length, map === null,
  svg.querySelectorAll('rect > title').length];
!
	said
} >probe.html
dom probe.html >got
same 'a page without heat has tips alone' got <<'!'
0
true
8
!

# --- pictures of every chart, in sizes

awk 'BEGIN {
	for (i = 0; i < 40; i++)
		printf "{\"type\":\"total\",\"ts\":%.0f,\"width_ms\":3600000," \
		    "\"base\":\"BTC\",\"usd\":%d.0,\"long_usd\":0.0," \
		    "\"short_usd\":%d.0}\n", 1739404800000 + i * 3600000,
		    i == 0 ? 90000 : 1000, i == 0 ? 90000 : 1000
}' >cut.ndjson

while read -r width height; do
	while read -r picture; do
		echo "<div id='$picture, $width x $height'>"
		# shellcheck disable=SC2086
		liq-render $picture -q --format=svg -W "$width" -H "$height"
		echo '</div>'
	done <<'!'
treemap day.ndjson
treemap --nest levels.ndjson
table day.ndjson
table windows.ndjson
table --across windows.ndjson
bars hours.ndjson candles.ndjson
bars extreme.ndjson
bars cut.ndjson
spark hours.ndjson
tape orders.ndjson
heatmap heat
map heat
!
done >pictures <<'!'
320 240
480 360
731 420
960 540
1601 900
!
is 'pictures of all charts are drawn' "$(grep -c '^<svg' pictures)" 60
{
	echo '<!doctype html><meta charset="utf-8">'
	cat pictures
	cat <<'!'
<script>
const said = [];
for (const svg of document.querySelectorAll('svg')) {
  const view = svg.viewBox.baseVal, name = svg.parentNode.id;
  const all = [...svg.querySelectorAll('text')].map((t) =>
    ({ words: t.textContent, box: t.getBBox() }));
  const ground = getComputedStyle(svg.querySelector('rect')).fill;
  if (ground !== 'rgb(13, 17, 23)')
    said.push(name + ': ground ' + ground);
  all.forEach((a, i) => {
    const { x, y, width, height } = a.box;
    if (x < -1 || y < -1 || x + width > view.width + 1 ||
      y + height > view.height + 1)
      said.push(name + ': cut off: ' + a.words);
    for (const b of all.slice(0, i)) {
      const w = Math.min(x + width, b.box.x + b.box.width) -
        Math.max(x, b.box.x);
      const h = Math.min(y + height, b.box.y + b.box.height) -
        Math.max(y, b.box.y);
      if (w > 2 && h > 4)
        said.push(name + ': ' + a.words + ' on ' + b.words);
    }
  });
}
said.push(document.querySelectorAll('svg').length + ' pictures');
!
	said
} >page.html
dom page.html --blink-settings=preferredColorScheme=0 >got
same 'all are dark where that is preferred, no text lies on another' got <<'!'
60 pictures
!

done_testing
