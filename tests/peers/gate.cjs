'use strict'

// Rows of the stream, an object before 2026-08, and of REST.
function rows(m) {
	const push = m && m.channel === 'futures.public_liquidates' && m.result
	const list = push ? [].concat(m.result) : Array.isArray(m) ? m : []
	return list.filter((d) => d && d.contract).map((d) => ({
		ts: push ? Number(d.time) : Number(d.time) * 1000,
		symbol: d.contract, row: d, push: Boolean(push),
	}))
}

// Contracts that everybody knows; of others we are told nothing here.
const known = { BTC_USDT: 0.0001, BTC_USD: 1 }
const filled = (d) => Math.abs(Number(d.size)) - Math.abs(Number(d.left))
const refused = (r) => !known[r.symbol] || !(filled(r.row) > 0) ||
	!(r.ts > 1420070400000 && r.ts < 4102444800000) ||
	(Number(r.row.order_size || 0) * Number(r.row.size) > 0)

module.exports = {
	rows,
	native: (l) => ({
		ts: l.ts, symbol: l.symbol, side: l.side, price: l.price,
		size: (l.symbol === 'BTC_USD' ? l.usd : l.qty) / known[l.symbol],
	}),
	// It names the position's side.
	ccxt: (load) => {
		const peer = new (load('ccxt').gate)()
		return (m, own) => own.filter((r) => !r.push)
			.map((r) => peer.parseLiquidation(r.row))
			.filter((e) => e.timestamp !== undefined).map((e) => ({
				ts: e.timestamp, symbol: e.info.contract,
				side: e.side === 'buy' ? 'long' : 'short',
				price: e.price, size: e.contracts,
			}))
	},
	rules: [
		{
			peer: 'ccxt', what: 'absent',
			reason: 'it does not read this stream',
			holds: (t, o, r) => r.push,
		},
		{
			peer: 'ccxt', what: 'size',
			reason: 'it takes the position for the order, which is a ' +
				'part of it',
			holds: (t, o, r) => Number(r.row.order_size) !== 0 &&
				o.size === Math.abs(Number(r.row.order_size)) -
				Math.abs(Number(r.row.left)) &&
				t.size === Math.abs(Number(r.row.size) -
				Number(r.row.left)),
		},
		{
			peer: 'ccxt', what: 'extra',
			reason: 'we have none of contracts of unknown size, nothing ' +
				'filled, no time, one sign with the order',
			holds: (t, o, r) => refused(r),
		},
	],
}
