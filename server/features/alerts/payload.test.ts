import { describe, expect, test } from 'vitest'
import { compose, type Item, testMessage } from './compose'
import { plainText, requestFor, wasTaken } from './payload'
import { mayBeWebhook, post } from './post'

const NOW = Date.parse('2026-01-10T12:00:00Z')
const ways = { language: 'en' as const, consoleUrl: 'https://steward.example', now: NOW }
const item = (more: Partial<Item> = {}): Item => ({
  event: 'deadline',
  id: null,
  case: 7,
  queue: { id: 'spam', names: { en: '<Spam> & | more', 'zh-CN': '垃圾' } },
  reason: { id: 'scam', names: { en: 'Scam', 'zh-CN': '诈骗' } },
  due: NOW + 50 * 60_000,
  ...more,
})
const many = (count: number) => ({
  event: 'deadline' as const,
  count,
  items: Array.from({ length: 5 }, () => item()),
})
const out = (message = compose([many(1)], false, ways)) => ({
  id: 'd1',
  message,
  told: [many(1)],
  isTest: false,
  now: NOW,
  consoleUrl: ways.consoleUrl,
})

describe('the words', () => {
  test('name case, queue, reason and time left, and lead to the console', () => {
    expect(plainText(compose([{ event: 'deadline', count: 1, items: [item()] }], false, ways))).toBe(
      [
        'Steward: A deadline is near',
        'Case 7 · queue: <Spam> & | more · reason: Scam · 50 min left',
        'https://steward.example/review/7',
      ].join('\n'),
    )
    const chinese = compose([{ event: 'deadline', count: 1, items: [item({ due: NOW - 90_000 })] }], false, {
      ...ways,
      language: 'zh-CN',
    })
    expect(plainText(chinese)).toContain('案件 7 · 队列：垃圾 · 原因：诈骗 · 已超时 1 分钟')
  })

  test('name five of many, and count the rest', () => {
    const text = plainText(compose([many(20)], false, ways))
    expect(text.match(/Case 7/g)).toHaveLength(5)
    expect(text).toContain('and 15 more')
  })

  test.each([
    ['approval', 'https://steward.example/ledger/approvals'],
    ['drift', 'https://steward.example/ledger/drift'],
    ['failed_action', 'https://steward.example/ledger/l1'],
  ] as const)('of %s lead to %s', (event, url) => {
    const bare = item({ event, id: 'l1', case: null, queue: null, reason: null, due: null })
    expect(compose([{ event, count: 1, items: [bare] }], false, ways).sections[0]?.lines).toEqual([
      { text: 'Open', url },
    ])
  })
})

describe('payloads', () => {
  test('Slack gets its own characters escaped, within links too', () => {
    const { body } = requestFor('slack', 'https://x.test', '', out())
    expect(JSON.parse(body)).toEqual({
      text: expect.stringContaining('|Case 7 · queue: &lt;Spam&gt; &amp; / more'),
    })
  })

  test('DingTalk gets its address as it is where a keyword is checked instead of a signature', () => {
    const url = 'https://oapi.dingtalk.com/robot/send?access_token=x'
    expect(requestFor('dingtalk', url, '', out()).url).toBe(url)
    expect(new URL(requestFor('dingtalk', url, 'SECx', out()).url).searchParams.get('timestamp')).toBe(
      String(NOW),
    )
    expect(JSON.parse(requestFor('dingtalk', url, '', out()).body).text.content).toMatch(/^Steward: /)
  })

  test('WeCom gets whole lines within its limit', () => {
    const long = { en: 'q'.repeat(80), 'zh-CN': '队'.repeat(80) }
    const events = ['emergency', 'deadline', 'approval', 'drift', 'failed_action'] as const
    const told = events.map((event) => ({
      event,
      count: 99,
      items: [
        item({ event, queue: { id: 'q', names: long } }),
        item({ event, queue: { id: 'q', names: long } }),
      ],
    }))
    const message = compose(told, true, { ...ways, language: 'zh-CN' })
    const { body } = requestFor('wecom', 'https://x.test', '', out(message))
    const text: unknown = JSON.parse(body).text.content
    expect(Buffer.byteLength(String(text))).toBeLessThanOrEqual(2_000)
    expect(text).toContain('免打扰时段内的 495 条提醒')
  })

  test('a test says that it is one', () => {
    const request = requestFor('json', 'https://x.test', 's', {
      ...out(testMessage(ways)),
      told: [],
      isTest: true,
    })
    expect(JSON.parse(request.body)).toMatchObject({ type: 'test', events: [] })
  })

  test.each([
    ['slack', 200, 'ok', true],
    ['slack', 404, 'no_service', false],
    ['json', 204, '', true],
    ['json', 302, '', false],
    ['feishu', 200, '{"code":0}', true],
    ['feishu', 200, '{"StatusCode":0,"StatusMessage":"success"}', true],
    ['feishu', 200, '{"code":19021,"msg":"sign match fail"}', false],
    ['dingtalk', 200, '{"errcode":310000}', false],
    ['wecom', 200, '{"errcode":0}', true],
    ['wecom', 200, 'a login page', false],
  ] as const)('%s answers %i %s: taken %s', (kind, status, body, taken) =>
    expect(wasTaken(kind, status, body)).toBe(taken),
  )
})

describe('addresses', () => {
  test.each([
    'http://hooks.example.org/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://10.0.0.7/x',
    'https://169.254.169.254/latest/meta-data/',
    'https://0x7f.1/x',
    'https://user:pw@hooks.example.org/x',
    'ftp://hooks.example.org/x',
    'nothing',
  ])('%s is refused', async (url) => {
    expect(mayBeWebhook(url, false)).toBe(false)
    expect(await post({ url, headers: {}, body: '{}' }, { inside: false })).toEqual({
      problem: 'address_inside',
    })
  })

  test('a name that leads inside is refused once it is resolved', async () => {
    const url = 'https://localhost:9/x'
    expect(mayBeWebhook(url, false)).toBe(true)
    expect(await post({ url, headers: {}, body: '{}' }, { inside: false })).toEqual({
      problem: 'address_inside',
    })
  })

  test('the settings may let them', () => {
    expect(mayBeWebhook('http://10.0.0.7/x', true)).toBe(true)
    expect(mayBeWebhook('file:///etc/passwd', true)).toBe(false)
  })
})
