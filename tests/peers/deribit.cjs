'use strict'

// Trades of the stream and of REST.
function trades(m) {
	if (m && m.method === 'subscription' && m.params &&
		/^trades\./.test(m.params.channel) && Array.isArray(m.params.data))
		return m.params.data
	return m && m.result && Array.isArray(m.result.trades)
		? m.result.trades : []
}

const inverse = (symbol) => !symbol.includes('_')
const refused = (r) => !(Number(r.row.amount) > 0) ||
	!(Number(r.row.price) > 0) || !(r.ts > 1420070400000) ||
	!['T', 'M', 'MT'].includes(r.row.liquidation) ||
	typeof r.row.trade_id !== 'string' ||
	!/^[A-Z0-9]+(_USD[CT])?-(PERPETUAL|\d+[A-Z]+\d+)$/.test(r.symbol)
const taker = (row) => row.direction === 'sell' ? 'long' : 'short'

module.exports = {
	rows: (m) => trades(m).filter((t) => t && t.liquidation !== undefined)
		.map((t) => ({
			ts: Number(t.timestamp), symbol: t.instrument_name, row: t,
			rest: Boolean(m.result),
		})),
	native: (l) => ({
		ts: l.ts, symbol: l.symbol, side: l.side, price: l.price,
		size: inverse(l.symbol) ? l.usd : l.qty,
	}),
	tardis: (load) => {
		const { normalizeLiquidations } = load('tardis-dev')
		const mapper = normalizeLiquidations('deribit', new Date(0))
		return (m, rows) => rows.length === 0 || !mapper.canHandle(m) ? []
			: [...mapper.map(m, new Date())].map((e) => ({
				ts: e.timestamp.getTime(), symbol: e.symbol,
				side: e.side === 'sell' ? 'long' : 'short',
				price: e.price, size: e.amount,
			}))
	},
	// What ccxt calls liquidations here are bankruptcies of the exchange.
	rules: [
		{
			peer: 'tardis', what: 'absent',
			reason: 'it reads no answers of REST',
			holds: (t, o, r) => r.rest,
		},
		{
			peer: 'tardis', what: 'absent',
			reason: 'where both sides were liquidated it has the maker only',
			holds: (t, o, r) => r.row.liquidation === 'MT' &&
				o.side === taker(r.row),
		},
		{
			peer: 'tardis', what: 'extra',
			reason: 'we refuse what has no id, time or market of ours',
			holds: (t, o, r) => refused(r),
		},
	],
}
