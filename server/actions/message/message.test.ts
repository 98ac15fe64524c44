import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { messageAddress, messageId } from '@/server/actions/message/address'
import { daysBack } from '@/server/actions/message/find'
import { pairsIn } from '@/server/actions/message/readers'
import { liesBelow } from '@/server/media/address'
import { singleConversationId } from '@/server/openim/conversation-id'
import { mediaUrlsOf, previewOf } from '@/server/openim/message-content'

const text = (content: string) => previewOf(101, JSON.stringify({ content }))

describe('the address of a message', () => {
  const conversation = fc
    .tuple(fc.constantFrom('sg_', 'si_', 'sn_'), fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }))
    .map((parts) => parts.join(''))
  test('names conversation and number, and reads back', () => {
    fc.assert(
      fc.property(conversation, fc.integer({ min: 1, max: 1e12 }), (conversationId, seq) => {
        expect(messageAddress(messageId({ conversationId, seq }))).toEqual({ conversationId, seq })
      }),
    )
  })
})

describe('the sides of a one-to-one conversation', () => {
  const userId = fc.stringMatching(/^[a-z0-9_]{1,8}$/)
  test('are among the pairs its id may be made of, whatever underscores they hold', () => {
    fc.assert(
      fc.property(userId, userId, (one, other) => {
        const pairs = pairsIn(singleConversationId(one, other)).map((pair) => [...pair].sort().join(' '))
        expect(pairs).toContain([one, other].sort().join(' '))
      }),
    )
  })
  test('none without a second', () => {
    expect(pairsIn('si_')).toEqual([])
    expect(pairsIn('si_one')).toEqual([])
  })
})

describe('days', () => {
  test('go back one by one, the first and the last included', () => {
    const at = (iso: string) => Date.parse(iso)
    expect(daysBack(at('2026-02-27T23:59:59.999Z'), at('2026-03-01T00:00:00Z'))).toEqual([
      '2026-03-01',
      '2026-02-28',
      '2026-02-27',
    ])
    expect(daysBack(at('2026-03-01T00:00:00Z'), at('2026-03-01T00:00:00Z'))).toEqual(['2026-03-01'])
  })
})

describe('where media may be asked for', () => {
  const bases = ['http://openim:10002/object', 'https://files.example.org/openim/']
  test.each([
    'http://openim:10002/object/a.png',
    'https://files.example.org/openim/a/b.png?x-sign=1',
    'https://files.example.org:443/openim/a',
  ])('%s', (url) => {
    expect(liesBelow(url, bases)).toBe(true)
  })
  test.each([
    'http://openim:10002/third/prometheus',
    'http://openim:10002/objects',
    'http://openim:10002/object/../third/prometheus',
    'http://openim:10002/object/%2e%2e/third/prometheus',
    'http://openim:10003/object/a.png',
    'https://openim:10002/object/a.png',
    'http://openim:10002@169.254.169.254/object/a',
    'http://user:pass@openim:10002/object/a',
    'https://files.example.org.evil.test/openim/a',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
    'nonsense',
  ])('never %s', (url) => {
    expect(liesBelow(url, bases)).toBe(false)
  })
})

describe('what a message says', () => {
  test('begins on one line, at most 60 characters as people count them', () => {
    expect(text(' a \n b ')).toBe('a b')
    expect(text('x'.repeat(60))).toBe('x'.repeat(60))
    expect(text('x'.repeat(61))).toBe(`${'x'.repeat(59)}…`)
    expect(text('👨‍👩‍👧‍👦'.repeat(21))).toBe('👨‍👩‍👧‍👦'.repeat(21))
    expect(previewOf(102, '{}')).toBe('')
    expect(previewOf(101, 'no json')).toBe('no json')
  })
  test('never more than a line can hold, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (content) => {
        expect([...new Intl.Segmenter().segment(text(content))].length).toBeLessThanOrEqual(61)
      }),
    )
  })
  test('media are the web addresses of media messages alone', () => {
    const picture = { url: 'https://x.test/a.png' }
    const content = JSON.stringify({
      sourcePicture: picture,
      bigPicture: { url: 'https://x.test/b.png' },
      snapshotPicture: picture,
      sourceUrl: 'javascript:alert(1)',
    })
    expect(mediaUrlsOf(102, content)).toEqual(['https://x.test/b.png', 'https://x.test/a.png'])
    expect(mediaUrlsOf(105, content)).toEqual([])
    expect(mediaUrlsOf(101, content)).toEqual([])
    const video = JSON.stringify({ videoUrl: 'http://x.test/v', snapshotUrl: 'http://x.test/s' })
    expect(mediaUrlsOf(104, video)).toEqual(['http://x.test/v', 'http://x.test/s'])
  })
})
