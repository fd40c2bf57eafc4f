// ws.cjs - Bybit's linear feed as the npm package ws speaks WebSocket: one
// server a way of speaking, for tests/cmd/ws-peer.t.
//
//   node ws.cjs KEY CERT DIR
//
// DIR/ports gets "NAME PORT" a line, DIR/NAME.sent what liq-fetch is to have
// ("TIME SIDE PRICE SIZE" a line), DIR/NAME.seen what the server saw of it
// ("deflate PARAMETERS", "pongs N of M", "closed CODE", "end").  Each first
// connection ends in its own way after half of the events.
'use strict';
const fs = require('fs');
const https = require('https');
const { WebSocketServer } = require('ws');

const [key, cert, dir] = process.argv.slice(2);
const EVENTS = 300; // a connection
const EXTENSIONS = 'Sec-WebSocket-Extensions: ';
const BIG = 9000; // events of one message, more than a MiB

const ways = {
	plain: { deflate: false, end: (s) => s.close(1012, 'Service restart') },
	takeover: { deflate: {}, end: (s) => s.close(1001) },
	forget: {
		deflate: { serverNoContextTakeover: true },
		end: (s) => s.close(4001, 'later'),
	},
	window: {
		deflate: { serverMaxWindowBits: 9 },
		end: (s) => s.close(1000, 'ä'.repeat(60)),
	},
	stored: {
		deflate: { zlibDeflateOptions: { level: 0 } },
		end: (s) => s.close(),
	},
	gone: { deflate: {}, end: (s) => s.terminate() },
};

let clock = Date.now() - 3600e3; // no two events are alike

function event(name) {
	const ts = clock++;
	const row = {
		T: ts,
		s: 'BTCUSDT',
		S: ts % 3 ? 'Buy' : 'Sell',
		v: (0.001 * (1 + (ts % 997))).toFixed(3),
		p: (50000 + (ts % 7919) / 10).toFixed(1),
	};
	const side = row.S === 'Buy' ? 'long' : 'short';

	fs.writeSync(ways[name].sent, `${ts} ${side} ${row.p} ${row.v}\n`);
	return row;
}

function message(name, n) {
	const data = [];

	for (let i = 0; i < n; i++)
		data.push(event(name));
	return JSON.stringify({
		topic: 'allLiquidation.BTCUSDT',
		type: 'snapshot',
		ts: clock,
		data,
	});
}

// Whole, in parts of all sizes with pings between, unpacked now and then.
function tell(name, socket, seen) {
	for (let i = 0; i < EVENTS; i++) {
		const text = Buffer.from(message(name, 1));
		const parts = i % 4;

		for (let k = 0; k < parts; k++) {
			const cut = Math.floor((text.length * k) / 5);
			const next = Math.floor((text.length * (k + 1)) / 5);

			socket.send(text.subarray(cut, next), {
				fin: false,
				compress: i % 5 > 0,
				binary: i % 7 === 0,
			});
			if (i % 9 === 0) {
				socket.ping(`${i}/${k}`);
				seen.asked.add(`${i}/${k}`);
				seen.pings++;
			}
		}
		socket.send(
			text.subarray(Math.floor((text.length * parts) / 5)),
			{ compress: i % 5 > 0, binary: i % 7 === 0 });
	}
	socket.send(message(name, BIG));
	socket.ping('end'); // its pong: all of it was read
}

function serve(name, way, socket, request) {
	const seen = { pings: 0, pongs: 0, asked: new Set() };
	const note = (line) => fs.appendFileSync(`${dir}/${name}.seen`,
	    line + '\n');
	const sing = setInterval(() => socket.send(JSON.stringify({
		topic: 'tickers.BTCUSDT',
		ts: Date.now(),
	})), 200);

	note(`agreed ${request.agreed || 'none'}`);
	socket.on('pong', (text) => {
		seen.pongs += seen.asked.delete(String(text));
		if (String(text) !== 'end')
			return;
		if (socket.first)
			way.end(socket);
		else
			note('end');
	});
	socket.on('error', (e) => note(`error ${e.message}`));
	socket.on('close', (code) => {
		clearInterval(sing);
		note(`pongs ${seen.pongs} of ${seen.pings}`);
		note(`closed ${code}`);
	});
	socket.on('message', (text) => {
		const said = JSON.parse(text);

		socket.send(JSON.stringify({
			success: true,
			ret_msg: said.op === 'ping' ? 'pong' : '',
			op: said.op,
		}));
		if (!String(said.args).startsWith('allLiquidation'))
			return;
		setTimeout(() => tell(name, socket, seen), 1500);
		socket.first = way.connections++ === 0;
		if (socket.first && name === 'gone')
			setTimeout(() => way.end(socket), 1600);
		note(`agent ${request.headers['user-agent']}`);
	});
}

function instruments(category) {
	const list = category !== 'linear' ? [] : [{
		symbol: 'BTCUSDT',
		contractType: 'LinearPerpetual',
		status: 'Trading',
		baseCoin: 'BTC',
		quoteCoin: 'USDT',
		settleCoin: 'USDT',
		deliveryTime: '0',
		priceFilter: { tickSize: '0.1' },
		lotSizeFilter: { qtyStep: '0.001' },
	}];

	return JSON.stringify({
		retCode: 0,
		retMsg: 'OK',
		result: { category, list, nextPageCursor: '' },
		retExtInfo: {},
		time: Date.now(),
	});
}

for (const [name, way] of Object.entries(ways)) {
	const web = https.createServer({
		key: fs.readFileSync(key),
		cert: fs.readFileSync(cert),
	}, (request, answer) => {
		const url = new URL(request.url, 'https://x');

		answer.setHeader('content-type', 'application/json');
		answer.end(instruments(url.searchParams.get('category')));
	});
	const server = new WebSocketServer({
		server: web,
		perMessageDeflate: way.deflate && { threshold: 0,
			...way.deflate },
	});

	server.on('headers', (lines, request) => {
		const line = lines.find((l) => l.startsWith(EXTENSIONS));

		request.agreed = line?.slice(EXTENSIONS.length);
	});
	way.connections = 0;
	way.sent = fs.openSync(`${dir}/${name}.sent`, 'w');
	server.on('connection', (s, q) => serve(name, way, s, q));
	web.listen(0, '127.0.0.1', () => fs.appendFileSync(`${dir}/ports`,
	    `${name} ${web.address().port}\n`));
}
