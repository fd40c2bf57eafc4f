"""Bitget, version 3, as wss://ws.bitget.com/v3/ws/public speaks."""

import bitget
from dialect import digits
from feed import Feed, parsed
from world import HOUR

REST = bitget.Bitget()
DEPTH, BOOK_MS = 1000, 1000  # levels of a book, and how often, at the most
PARTS = ('usdt-futures', 'usdc-futures', 'coin-futures')


class Bitget(Feed):
    exchange, name = 'bitget', 'public'
    host, path = 'ws.bitget.com', '/v3/ws/public'
    limit = (10, 1000)

    def hear(self, s, text):
        if text == 'ping':
            return s.say('pong')
        if len(text) > 4096:
            s.trouble(f'{len(text)} bytes of arguments')
        said = parsed(s, text)
        if said is None:
            return None
        for arg in said.get('args', []):
            self.subscribe(s, said, arg)
        return None

    def subscribe(self, s, said, arg):
        topic = ':'.join(arg.get(key, '') for key in
                         ('topic', 'instType', 'symbol'))
        known = {f'liquidation:{part}:' for part in PARTS} | {
            f'{name}:{m.part.lower()}:{m.symbol}' for m in
            s.ledger.markets(self.exchange, s.now())
            for name in ('ticker', 'books')}
        if said.get('op') != 'subscribe' or topic not in known:
            return s.unsubscribed(topic, self.refusal(topic, s.now()))
        return s.subscribe([topic], {
            'event': 'subscribe', 'arg': arg, 'connId': '0c8b'})

    def refusal(self, topic, now):
        name, part, symbol = topic.split(':')
        return {'event': 'error', 'code': 30001, 'msg': f'instType:{part},'
                f"topic:{name},symbol:{symbol or 'default'} doesn't exist",
                'connId': '0c8b'}

    def chart(self, s, topic, since, now):
        name, part, symbol = topic.split(':')
        if name == 'liquidation':
            return []
        q = self.query(s, now)
        m = REST.market(q, symbol)
        if name == 'books':
            return self.books(s, topic, m, q)
        price = digits(m.price(q.world.ticks(m, now)))
        soon = (now // (8 * HOUR) + 1) * 8 * HOUR
        return [{'action': 'snapshot', 'arg': {
            'instType': part, 'topic': name, 'symbol': symbol}, 'data': [{
                'lastPrice': price, 'markPrice': price, 'fundingRate':
                digits(q.world.funding(m, soon)), 'openInterest':
                REST.oi(q, m), 'nextFundingTime': str(soon)}], 'ts': now}]

    def books(self, s, topic, m, q):
        name, part, symbol = topic.split(':')
        told = self.book(s, topic, REST.levels(q, m, DEPTH), BOOK_MS)
        if told:
            (asks, bids), number, whole = told
            yield {'action': 'snapshot' if whole else 'update', 'arg': {
                'instType': part, 'topic': name, 'symbol': symbol}, 'data': [{
                    'a': asks, 'b': bids, 'seq': number * 19, 'pseq':
                    0 if whole else number * 19 - 19, 'ts': str(q.now - 3),
                    'maxdepth': str(DEPTH)}], 'ts': q.now}

    def topic(self, item):
        return f'liquidation:{item.market.part.lower()}:'

    def update(self, topic, items, now):
        return {'action': 'update', 'arg': {
            'instType': topic.split(':')[1], 'topic': 'liquidation'},
            'data': [{'symbol': e.symbol, 'side':
                      'buy' if e.long else 'sell', 'price': digits(e.price()),
                      'amount': digits(e.market.usd(e.contracts, e.ticks)),
                      'ts': str(e.ts)} for e in items], 'ts': now}

    def unknown(self, now):
        return {'action': 'snapshot', 'arg': {
            'instType': 'usdt-futures', 'topic': 'publicTrade', 'symbol':
            'BTCUSDT'}, 'data': [], 'ts': now}


FEEDS = [Bitget()]
