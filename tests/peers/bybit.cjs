'use strict'

// Rows of the topic of today, or the row or rows of the retired one.
function rows(m) {
	if (!m || !m.data || !/^(allL|l)iquidation\./.test(m.topic)) return []
	return (Array.isArray(m.data) ? m.data : [m.data]).map((d) => ({
		ts: Number(d.T || d.updatedTime || d.time),
		symbol: d.s || d.symbol, row: d, all: d.T !== undefined,
		of2023: d.updatedTime !== undefined,
	}))
}

const inverse = (symbol) => /USD([A-Z]\d\d)?$/.test(symbol)
const times = (symbol) =>
	Number((/(?:^|[A-Z])(10{3,})[A-Z]/.exec(symbol) || [0, 1])[1])
const refused = (r) => !['Buy', 'Sell'].includes(r.row.S || r.row.side) ||
	!(r.ts > 1420070400000) ||
	!(Number(r.row.v || r.row.size || r.row.qty) > 0) ||
	!(Number(r.row.p || r.row.price) > 0) || /-[CP]$/.test(r.symbol)

module.exports = {
	rows,
	native: (l) => ({
		ts: l.ts, symbol: l.symbol, side: l.side,
		price: l.price * times(l.symbol),
		size: inverse(l.symbol) ? l.usd : l.qty / times(l.symbol),
	}),
	tardis: (load) => {
		const { normalizeLiquidations } = load('tardis-dev')
		const mapper = (date) => normalizeLiquidations('bybit', new Date(date))
		const of2021 = mapper('2021-01-01')
		const of2024 = mapper('2024-01-01')
		const all = mapper('2026-01-01')
		return (m, own) => {
			if (own.length === 0) return []
			const peer = own[0].all ? all : own[0].of2023 ? of2024 : of2021
			// of 2023 it has the time of the message, we the row's
			return [...peer.map(m, new Date())].map((e) => ({
				ts: peer === of2024 ? own[0].ts : e.timestamp.getTime(),
				symbol: e.symbol,
				side: e.side === 'sell' ? 'long' : 'short',
				price: e.price, size: e.amount,
			}))
		}
	},
	// It names the position's side, as Bybit does.
	ccxt: (load) => {
		const peer = new (load('ccxt').pro.bybit)()
		return (m, own) => own.map((r) => peer.parseWsLiquidation(r.row))
			.filter((e) => e.timestamp !== undefined).map((e) => ({
				ts: e.timestamp, symbol: e.info.s || e.info.symbol,
				side: e.side === 'buy' ? 'long' : 'short',
				price: e.price, size: e.contracts,
			}))
	},
	rules: [
		{
			peer: 'ccxt', what: 'absent',
			reason: 'it does not know rows from before 2023',
			holds: (t, o, r) => !r.all && !r.of2023,
		},
		{
			what: 'extra',
			reason: 'we refuse what has no side, size, price or time, ' +
				'and options',
			holds: (t, o, r) => refused(r),
		},
	],
}
