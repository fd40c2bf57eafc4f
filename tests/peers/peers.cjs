// What other programs make of the same liquidation messages.
//
//	node peers.cjs EXCHANGE FRAMES OURS
//
// FRAMES is one message a line, OURS our liquidation records of them.  The
// packages tardis-dev and ccxt are looked for in $LIQ_PEERS/node_modules.
// EXCHANGE.cjs says how to ask them and how differences are explained:
//
//	rows(message)     its liquidations: {ts, symbol, row, ...}, side and
//	                  figures as the exchange writes them, in row
//	tardis, ccxt      (require) => (message, rows) => events of the peer:
//	                  {ts, symbol, side: long or short, price, size}
//	native(record)    a record of ours in the exchange's own units: the same
//	rules             {peer, what, reason, holds(their, our, row)}; what is
//	                  side, price, size, absent (they give no such event) or
//	                  extra (we give none)
//
// Prints "same PEER N", "PEER WHAT N: REASON" for each rule that was needed,
// and "unexplained PEER WHAT ..." for a difference that no rule holds of.
'use strict'
const fs = require('fs')
const { createRequire } = require('module')

const [, , exchange, frames, ours] = process.argv
const load = createRequire(`${process.env.LIQ_PEERS || process.cwd()}/x.js`)
const how = require(`./${exchange}.cjs`)

const lines = (file) => fs.readFileSync(file, 'utf8').split('\n')
const parse = (line) => {
	try {
		const m = JSON.parse(line)
		return m && m.raw !== undefined ? m.raw : m
	} catch {
		return undefined
	}
}
const near = (a, b) => Math.abs(a - b) <= 1e-9 * Math.abs(b)
const differing = (a, b) => ['side', 'price', 'size'].filter((what) =>
	what === 'side' ? a.side !== b.side : !near(a[what], b[what]))
const same = (a, b) => differing(a, b).length === 0
const at = (e) => `${e.ts} ${e.symbol}`

// Those of one market and millisecond; a repeat is no second event.
function by(events) {
	const map = new Map()
	for (const e of events) {
		const list = map.get(at(e)) || []
		if (!list.some((o) => same(o, e))) list.push(e)
		map.set(at(e), list)
	}
	return map
}

// The event that differs least; one of price and size must be the same.
function nearest(our, list) {
	const unlike = list.map((their) => differing(their, our))
	const least = Math.min(...unlike.map((u) => u.length))
	const i = unlike.findIndex((u) => u.length === least)
	return i < 0 || (unlike[i].includes('price') && unlike[i].includes('size'))
		? -1 : i
}

const broken = {
	what: 'absent',
	reason: 'it stops at a broken message, we at the broken row',
	holds: (their, our, row, peer) => row.failed === peer,
}

function compare(peer, theirs, mine, rows, told) {
	const tell = (what, their, our, candidates) => {
		const rule = [...how.rules, broken].find((r) =>
			(!r.peer || r.peer === peer) && r.what === what &&
			candidates.some((row) => r.holds(their, our, row, peer)))
		const text = rule ? `${peer} ${what}: ${rule.reason}`
			: `unexplained ${peer} ${what} ` +
			JSON.stringify({ their, our, candidates })
		told.set(text, (told.get(text) || 0) + 1)
	}
	let good = 0
	for (const key of new Set([...theirs.keys(), ...mine.keys()])) {
		const left = [...(theirs.get(key) || [])]
		const open = (mine.get(key) || []).filter((our) => {
			const i = left.findIndex((their) => same(their, our))
			if (i < 0) return true
			left.splice(i, 1)
			good++
			return false
		})
		for (const our of open) {
			const i = nearest(our, left)
			if (i < 0) {
				tell('absent', null, our, rows.get(key) || [])
				continue
			}
			const [their] = left.splice(i, 1)
			for (const what of differing(their, our))
				tell(what, their, our, their.rows)
		}
		for (const their of left) tell('extra', their, null, their.rows)
	}
	told.set(`same ${peer}`, good)
}

const messages = lines(frames).map(parse).filter((m) => m !== undefined)
const own = messages.map((m) => how.rows(m))
const mine = by(lines(ours).filter((l) => l.includes('"liquidation"'))
	.map((l) => how.native(JSON.parse(l))))
const rows = new Map()
for (const r of own.flat()) rows.set(at(r), [...(rows.get(at(r)) || []), r])
const told = new Map()
for (const peer of ['tardis', 'ccxt']) {
	const ask = how[peer] && how[peer](load)
	if (!ask) continue
	const theirs = messages.flatMap((m, n) => {
		try {
			return [...ask(m, own[n])].map((e) => ({
				...e, rows: own[n].filter((r) => at(r) === at(e)),
			}))
		} catch {
			for (const r of own[n]) r.failed = peer
			return []
		}
	})
	compare(peer, by(theirs), mine, rows, told)
}
for (const [text, n] of [...told].sort())
	console.log(text.startsWith('unexplained') ? text
		: text.replace(/^([^:]*)(.*)$/, `$1 ${n}$2`))
