"""HTX, as wss://api.hbdm.com/linear-swap-notification, /swap-notification and
/notification speak: every message is gzip, and the server is who pings.
"""

from decimal import Decimal

import htx
from feed import Feed, parsed
from htx_stats import COIN, DATED, LINEAR

REST = htx.Htx()
BOOK = 'market.{}.depth.size_150.high_freq'
PING_MS = 1000  # 5 s there
MISSED = 5000  # unanswered so long: cut


class Htx(Feed):
    exchange = 'htx'
    host = 'api.hbdm.com'
    packed = True
    limit = (40, 1000)
    ids = False

    def __init__(self, name, path, part):
        self.name, self.path, self.part = name, path, part

    def markets(self, s):
        return [m for m in s.ledger.markets(self.exchange, s.now())
                if m.part == self.part]

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        topic, op = str(said.get('topic')), said.get('op')
        if op == 'pong':
            pings = s.state.get('pings', [])
            if said.get('ts') not in pings:
                return s.trouble(f'a pong nobody waits for: {text}')
            del pings[:pings.index(said['ts']) + 1]
            return None
        known = {'public.*.liquidation_orders'}
        if self.part != DATED:
            known |= {f'public.{m.symbol}.funding_rate'
                      for m in self.markets(s)}
        if op != 'sub' or topic not in known:
            return s.unsubscribed(topic, self.refusal(topic, s.now()))
        return s.subscribe([topic], {
            'op': 'sub', 'cid': said.get('cid'), 'topic': topic,
            'ts': s.now(), 'err-code': 0})

    def refusal(self, topic, now):
        return {'op': 'sub', 'cid': '1', 'topic': topic, 'ts': now,
                'err-code': 2001, 'err-msg': 'Invalid topic.'}

    def tick(self, s, now):
        pings = s.state.setdefault('pings', [])
        if now < s.state.get('pinged', 0) + PING_MS:
            return
        s.state['pinged'] = now
        if pings and now - int(pings[0]) > MISSED and not s.faults.all:
            s.trouble('pings were not answered')
        stopped = s.on('repeat-last')
        ts = pings[-1] if stopped and pings else str(now)
        pings.append(ts)
        if not s.on('pings-only') or self.part != DATED:
            s.say({'op': 'ping', 'ts': ts})

    def canary(self, topic, world, now):
        if not topic.endswith('.funding_rate'):
            return None
        code = topic.split('.')[1]
        return {'op': 'notify', 'topic': topic, 'ts': now, 'data': [{
            'symbol': code.split('-')[0], 'contract_code': code,
            'fee_asset': 'USDT', 'funding_time': str(now // 1000 * 1000),
            'funding_rate': '0.000064355479737646', 'estimated_rate': None,
            'settlement_time': str(now + 3_600_000)}]}

    def topic(self, item):
        return 'public.*.liquidation_orders' \
            if item.market.part == self.part else ''

    def update(self, topic, items, now):
        name = items[0].symbol if items else '*'
        return {'op': 'notify', 'topic': f'public.{name}.liquidation_orders'
                if len({e.symbol for e in items}) == 1 else topic,
                'ts': now, 'data': [self.order(e) for e in items]}

    def order(self, e):
        m = e.market
        row = {'symbol': m.base, 'contract_code': m.symbol, 'direction':
               'sell' if e.long else 'buy', 'offset': 'close', 'volume':
               Decimal(e.contracts), 'price': e.price(), 'created_at': e.ts}
        if not m.inverse:
            row.update(amount=m.native(e.contracts), trade_turnover=m.usd(
                e.contracts, e.ticks))
        return row

    def notice(self, now):
        return {'op': 'close', 'ts': now}

    def unknown(self, now):
        return {'op': 'notify', 'topic': 'public.BTC-USDT.contract_info',
                'ts': now, 'data': []}


class Market(Feed):
    """Of the addresses of markets: books."""

    exchange = 'htx'
    host = 'api.hbdm.com'
    packed = True
    limit = (40, 1000)

    def __init__(self, name, path, part, canary):
        self.name, self.path, self.part = name, path, part
        self.small = f'market.{canary}.depth.step6'

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        if 'pong' in said:
            if said['pong'] not in s.state.get('pings', []):
                s.trouble(f'a pong nobody waits for: {text}')
            s.state['pings'] = []
            return None
        topic = str(said.get('sub'))
        known = {BOOK.format(m.symbol) for m in s.ledger.markets(
            self.exchange, s.now()) if m.part == self.part}
        if topic != self.small and (
                topic not in known or said.get('data_type') != 'incremental'):
            return s.unsubscribed(topic, self.refusal(topic, s.now()))
        return s.subscribe([topic], {'id': said.get('id'), 'subbed': topic,
                                     'ts': s.now(), 'status': 'ok'})

    def refusal(self, topic, now):
        return {'status': 'error', 'ts': now, 'id': '1', 'err-code':
                'bad-request', 'err-msg': 'invalid topic ' + topic}

    def tick(self, s, now):
        pings = s.state.setdefault('pings', [])
        if now < s.state.get('pinged', 0) + PING_MS:
            return
        s.state['pinged'] = now
        if pings and now - pings[0] > MISSED and not s.faults.all:
            s.trouble('pings were not answered')
        pings.append(now)
        s.say({'ping': now})

    def chart(self, s, topic, since, now):
        """Of the canary nothing but its time is looked at."""
        if topic == self.small:
            return [{'ch': topic, 'ts': now, 'tick': {
                'ts': now, 'bids': [[1, 1]], 'asks': [[2, 1]]}}]
        q = self.query(s, now)
        m = REST.market(q, topic.split('.')[1], self.part)
        told = self.changes(s, topic, REST.sides(q, m, 150), now)
        if told is None:
            return []
        n, _, levels = told
        rows = [[[price, size or 0] for i, price, size in levels if i == side]
                for side in (0, 1)]
        return [{'ch': topic, 'ts': now, 'tick': {
            'ch': topic, 'event': 'update' if n else 'snapshot', 'id': 7 * n,
            'mrid': 7 * n, 'bids': rows[0], 'asks': rows[1], 'ts': now,
            'version': n + 5}}]

    def topic(self, item):
        return ''

    def unknown(self, now):
        return {'ch': 'market.BTC-USDT.bbo', 'ts': now, 'tick': {}}


FEEDS = [Htx('linear', '/linear-swap-notification', LINEAR),
         Htx('swap', '/swap-notification', COIN),
         Htx('futures', '/notification', DATED),
         Market('linear-books', '/linear-swap-ws', LINEAR, 'BTC-USDT'),
         Market('swap-books', '/swap-ws', COIN, 'BTC-USD'),
         Market('futures-books', '/ws', DATED, 'BTC_CQ')]
