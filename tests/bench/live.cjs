// live.cjs - what liq-fetch -f does for the feed of live.c, by the npm package
// ws: over TLS, JSON.parse, one normalised line an event, whole batches out.
//
//   LIVE_PORT=PORT node live.cjs CA
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const WebSocket = require('ws');

const sides = { Buy: 'long', Sell: 'short' };
let lines = '';

function flush() {
	if (lines !== '')
		process.stdout.write(lines);
	lines = '';
}

function line(row, received) {
	const side = sides[row.S];
	const id = crypto.createHash('md5').update(
	    `bybit|${row.s}|${row.T}|${side}|${row.p}|${row.v}`).digest('hex');

	return JSON.stringify({
		type: 'liquidation', ts: row.T, exchange: 'bybit',
		symbol: row.s, base: 'BTC', quote: 'USDT', side,
		price: +row.p, qty: +row.v, usd: row.p * row.v,
		price_kind: 'bankruptcy', source: 'ws', received, id,
	});
}

const socket = new WebSocket(
	`wss://127.0.0.1:${process.env.LIVE_PORT}/v5/public/linear`, {
		ca: fs.readFileSync(process.argv[2]),
		servername: 'stream.bybit.com',
		checkServerIdentity: () => undefined,
	});

socket.on('open', () => {
	for (const topic of ['tickers.BTCUSDT', 'allLiquidation.BTCUSDT'])
		socket.send(JSON.stringify({ op: 'subscribe', args: [topic] }));
});
socket.on('message', (data) => {
	const said = JSON.parse(data);

	if (!said.topic?.startsWith('allLiquidation.'))
		return;
	if (lines === '')
		setImmediate(flush);
	for (const row of said.data)
		lines += line(row, Date.now()) + '\n';
});
