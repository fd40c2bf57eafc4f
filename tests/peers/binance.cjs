'use strict'

const forced = (m) => (Array.isArray(m) ? m : [m])
	.map((e) => (e && e.data ? e.data : e))
	.flatMap((e) => (Array.isArray(e) ? e : [e]))
	.filter((e) => e && e.o && e.e === 'forceOrder')
const size = (symbol) => /USD_/.test(symbol) && !/BUSD_/.test(symbol)
	? (symbol.startsWith('BTC') ? 100 : 10) : 0
const times = (symbol) => {
	const many = /^(1000+)[A-Za-z]|^1(M)[A-Z]{3}/.exec(symbol)
	return !many ? 1 : many[2] ? 1e6 : Number(many[1])
}

// What no order of ours is: not filled, without a price, of no side.
const refused = (r) => !(Number(r.row.z) > 0) || r.row.X === 'NEW' ||
	!(Number(r.row.ap) > 0 || Number(r.row.p) > 0) || Number(r.row.z) > 1e30 ||
	!['BUY', 'SELL'].includes(r.row.S) || !(r.row.T > 1420070400000) ||
	(r.st !== undefined && (Number(r.st) === 2) !== (size(r.symbol) > 0)) ||
	!/^[A-Z0-9]+(USDT|USDC|BUSD|USD)(_PERP|_\d{6})?$/.test(r.symbol)

module.exports = {
	rows: (m) => forced(m).map((e) => ({
		ts: Number(e.o.T), symbol: e.o.s, row: e.o,
		st: e.o.st !== undefined ? e.o.st : e.st,
		wrapped: Boolean(m && m.stream && m.data && !Array.isArray(m.data)),
	})),
	native: (l) => ({
		ts: l.ts, symbol: l.symbol, side: l.side,
		price: l.price * times(l.symbol),
		size: size(l.symbol) ? l.usd / size(l.symbol)
			: l.qty / times(l.symbol),
	}),
	tardis: (load) => {
		const { normalizeLiquidations } = load('tardis-dev')
		const mapper = normalizeLiquidations('binance-futures', new Date())
		return (m) => (!m || !mapper.canHandle(m) || !m.data.o ? []
			: [...mapper.map(m, new Date())].map((e) => ({
				ts: e.timestamp.getTime(), symbol: e.symbol,
				side: e.side === 'sell' ? 'long' : 'short',
				price: e.price, size: e.amount,
			})))
	},
	ccxt: (load) => {
		const peer = new (load('ccxt').pro.binance)()
		return (m, rows) => rows.map((r) => peer.parseWsLiquidation(r.row))
			.map((e) => ({
				ts: e.timestamp, symbol: e.info.s,
				side: e.side === 'sell' ? 'long' : 'short',
				price: e.price, size: e.contracts,
			}))
	},
	rules: [
		{
			peer: 'tardis', what: 'price',
			reason: 'it gives the limit p, we what was paid on average, ap',
			holds: (t, o, r) => t.price === Number(r.row.p) &&
				o.price.toPrecision(12) ===
				Number(r.row.ap).toPrecision(12),
		},
		{
			peer: 'tardis', what: 'absent',
			reason: 'it knows the messages of a combined stream only',
			holds: (t, o, r) => !r.wrapped,
		},
		{
			peer: 'tardis', what: 'absent',
			reason: 'it leaves out what is not FILLED; we count what was',
			holds: (t, o, r) => r.row.X !== 'FILLED',
		},
		{
			peer: 'tardis', what: 'extra',
			reason: 'we refuse what is no filled order of a known side',
			holds: (t, o, r) => refused(r),
		},
		{
			peer: 'ccxt', what: 'size',
			reason: 'it gives the last fill l, we all fills, z',
			holds: (t, o, r) => t.size === Number(r.row.l) &&
				Number(r.row.l) !== Number(r.row.z),
		},
		{
			peer: 'ccxt', what: 'size',
			reason: 'without l it gives none',
			holds: (t, o, r) => r.row.l === undefined,
		},
		{
			peer: 'ccxt', what: 'price',
			reason: 'without ap it gives none, we the limit',
			holds: (t, o, r) => !(Number(r.row.ap) > 0) &&
				o.price.toPrecision(12) ===
				Number(r.row.p).toPrecision(12),
		},
		{
			peer: 'ccxt', what: 'extra',
			reason: 'without ap our price is the limit, and it is an ' +
				'order that came twice',
			holds: (t, o, r) => !(Number(r.row.ap) > 0) &&
				Number(r.row.p) > 0 && r.row.X === 'FILLED',
		},
		{
			peer: 'ccxt', what: 'extra',
			reason: 'we refuse what is no filled order of a known side',
			holds: (t, o, r) => refused(r),
		},
	],
}
