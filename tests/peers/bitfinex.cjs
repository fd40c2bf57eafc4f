'use strict'

// [channel, rows] of the stream; of REST every row in one more array.
const isRow = (r) => Array.isArray(r) && r[0] === 'pos'
function rows(m) {
	if (!Array.isArray(m)) return []
	const push = typeof m[0] === 'number'
	const list = push ? [].concat(m[1]) : m.map((r) => r && r[0])
	return list.filter(isRow).map((row) => ({
		ts: row[2], symbol: row[4], row, rest: !push, channel: m[0],
	}))
}

const ours = (s) => /F0:USTF0$/.test(s) &&
	!/^t(BTCDOM|EUR|GBP|JPY|XAG|XAU|EUROPE50IX|GERMANY[34]0IX)F0/.test(s)
const refused = (r) => !ours(r.symbol) || !Number(r.row[5]) ||
	(r.row[8] !== 0 && r.row[8] !== 1) || r.row.length < 12 ||
	!(r.ts > 1420070400000)

module.exports = {
	rows,
	native: (l) => ({
		ts: l.ts, symbol: l.symbol, side: l.side, price: l.price,
		size: l.qty,
	}),
	tardis: (load) => {
		const { normalizeLiquidations } = load('tardis-dev')
		const mapper = normalizeLiquidations(
			'bitfinex-derivatives', new Date(0))
		return (m, own) => {
			if (!own.length || own[0].rest) return []
			mapper.canHandle({
				event: 'subscribed', channel: 'status',
				key: 'liq:global', chanId: m[0],
			})
			return [...mapper.map(m, new Date())].map((e) => ({
				ts: e.timestamp.getTime(), symbol: `t${e.symbol}`,
				side: e.side === 'sell' ? 'long' : 'short',
				price: e.price, size: e.amount,
			}))
		}
	},
	ccxt: (load) => {
		const peer = new (load('ccxt').bitfinex)()
		return (m, own) => own
			.map((r) => peer.parseLiquidation([r.row],
				{ symbol: r.symbol, contractSize: 1 }))
			.filter((e) => e.timestamp !== undefined).map((e) => ({
				ts: e.timestamp, symbol: e.info[4],
				side: e.side === 'sell' ? 'long' : 'short',
				price: e.price, size: e.contracts,
			}))
	},
	rules: [
		{
			peer: 'tardis', what: 'absent',
			reason: 'it reads no answers of REST',
			holds: (t, o, r) => r.rest,
		},
		{
			peer: 'tardis', what: 'price',
			reason: 'it takes the price of entry, we that of the acquisition',
			holds: (t, o, r) => t.price === r.row[6] &&
				o.price === Number(r.row[11]),
		},
		{
			peer: 'ccxt', what: 'price',
			reason: 'it has none before the acquisition, we that of entry',
			holds: (t, o, r) => r.row[11] === null && o.price === r.row[6],
		},
		{
			peer: 'ccxt', what: 'side',
			reason: 'it takes the side from whether the row is a match',
			holds: (t, o, r) => (o.side === 'long') === (r.row[5] > 0),
		},
		{
			peer: 'ccxt', what: 'extra',
			reason: 'a position comes again for its executions, and ' +
				'counts once',
			holds: (t, o, r) => r.row[8] === 1,
		},
		{
			what: 'extra',
			reason: 'we have none of margin, indices, metals, rows cut short',
			holds: (t, o, r) => refused(r),
		},
	],
}
