import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, differencesOf, type Original } from './compare'

const original = (contentType: number, content: unknown): NonNullable<Original> => ({
  contentType,
  content: typeof content === 'string' ? content : JSON.stringify(content),
  senderId: 'u1',
  sentAt: 1_700_000_000_000,
})
const copy = (contentType: number, content: unknown) => ({
  contentType,
  content: typeof content === 'string' ? content : JSON.stringify(content),
})

describe('a copy of a text', () => {
  const said = original(101, { content: 'Buy now\nat example.org' })

  it.each([
    ['the same words', { content: 'Buy now\nat example.org' }],
    ['other spaces in the JSON', '{ "content" : "Buy now\\nat example.org" }'],
    ['more fields beside it', { content: 'Buy now\nat example.org', isAtSelf: false }],
    ['Windows line endings and blanks at the end', { content: 'Buy now\r\nat example.org  ' }],
    ['the bare text', 'Buy now\nat example.org'],
  ])('matches with %s', (_name, content) => {
    expect(compare(copy(101, content), said)).toBe('match')
  })

  it.each([
    ['other words', copy(101, { content: 'Buy now\nat example.com' })],
    ['blanks inside', copy(101, { content: 'Buy  now\nat example.org' })],
    ['another case', copy(101, { content: 'buy now\nat example.org' })],
    ['another type', copy(118, { content: 'Buy now\nat example.org' })],
    ['no words', copy(101, {})],
    ['another sender', { ...copy(101, { content: 'Buy now\nat example.org' }), sendId: 'u2' }],
    ['another time', { ...copy(101, { content: 'Buy now\nat example.org' }), sendTime: 1_700_000_002_000 }],
  ])('differs with %s', (_name, sent) => {
    expect(compare(sent, said)).toBe('differs')
  })

  it('matches with the sender and the time rounded to a second', () => {
    const sent = {
      ...copy(101, { content: 'Buy now\nat example.org' }),
      sendId: 'u1',
      sendTime: 1_700_000_000_900,
    }
    expect(compare(sent, said)).toBe('match')
  })

  it('matches however its accents are encoded', () => {
    expect(compare(copy(101, { content: 'cafe\u0301' }), original(101, { content: 'caf\u00e9' }))).toBe(
      'match',
    )
  })
})

describe('a copy of something else', () => {
  it('compares a picture by its addresses, not by paths on the device', () => {
    const picture = {
      sourcePath: '',
      sourcePicture: { url: 'https://cdn/a.png', width: 10, height: 10 },
      bigPicture: { url: 'https://cdn/a.png' },
      snapshotPicture: { url: 'https://cdn/a-s.png' },
    }
    const mine = { ...picture, sourcePath: '/data/user/0/a.png', sourcePicture: { url: 'https://cdn/a.png' } }
    expect(compare(copy(102, mine), original(102, picture))).toBe('match')
    const other = { ...picture, bigPicture: { url: 'https://cdn/b.png' } }
    expect(compare(copy(102, other), original(102, picture))).toBe('differs')
  })

  it('compares a text with names by its words and who is named, in any order', () => {
    const said = original(106, { text: '@a @b look', atUserList: ['a', 'b'], isAtSelf: true })
    expect(compare(copy(106, { text: '@a @b look', atUserList: ['b', 'a'] }), said)).toBe('match')
    expect(compare(copy(106, { text: '@a @b look', atUserList: ['a'] }), said)).toBe('differs')
  })

  it('compares a quote by its words and which message it quotes', () => {
    const said = original(114, { text: 'no', quoteMessage: { clientMsgID: 'm1', contentType: 2101 } })
    expect(
      compare(copy(114, { text: 'no', quoteMessage: { clientMsgID: 'm1', contentType: 101 } }), said),
    ).toBe('match')
    expect(compare(copy(114, { text: 'no', quoteMessage: { clientMsgID: 'm2' } }), said)).toBe('differs')
  })

  it('ignores order of keys and empty fields of custom content', () => {
    const said = original(110, { data: '{"a":1}', description: '', extension: 'x' })
    expect(compare(copy(110, { extension: 'x', data: '{"a":1}' }), said)).toBe('match')
    expect(compare(copy(110, { extension: 'y', data: '{"a":1}' }), said)).toBe('differs')
  })
})

describe('in what a copy differs', () => {
  const said = original(101, { content: 'See you' })
  const true_ = { ...copy(101, { content: 'See you' }), sendId: said?.senderId, sendTime: said?.sentAt }
  const picture = (url: string) => JSON.stringify({ sourcePicture: { url, width: 1 }, bigPicture: { url } })
  it.each([
    ['nothing', true_, []],
    ['its words', { ...true_, content: '{"content":"See you at your home"}' }, ['words']],
    ['its sender', { ...true_, sendId: 'somebody else' }, ['sender']],
    ['its time', { ...true_, sendTime: 1 }, ['time']],
    ['its kind, which reads otherwise', { ...true_, contentType: 110 }, ['type', 'words']],
    [
      'all of it',
      { contentType: 102, content: picture('a'), sendId: 'x', sendTime: 1 },
      ['type', 'sender', 'time', 'media'],
    ],
  ])('%s is told', (_what, forged, expected) => {
    expect(said && differencesOf(forged, said)).toEqual(expected)
    expect(compare(forged, said)).toBe(expected.length === 0 ? 'match' : 'differs')
  })

  it('the address of a picture is told', () => {
    const had = { contentType: 102, content: picture('https://a/1.png'), senderId: 'u1', sentAt: 0 }
    expect(differencesOf({ contentType: 102, content: picture('https://a/2.png') }, had)).toEqual(['media'])
  })
})

describe('without one of the two', () => {
  it('says so', () => {
    expect(compare(null, original(101, { content: 'x' }))).toBe('no_copy')
    expect(compare(null, null)).toBe('no_copy')
    expect(compare(copy(101, { content: 'x' }), null)).toBe('gone')
  })
})

describe('whatever a client sends', () => {
  const anyContent = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((value) => JSON.stringify(value)),
  )

  it('never throws, and every content matches itself', () => {
    const type = fc.oneof(fc.constantFrom(101, 102, 103, 104, 105, 106, 110, 114, 117, 118), fc.nat())
    fc.assert(
      fc.property(type, anyContent, anyContent, (contentType, content, other) => {
        expect(compare(copy(contentType, content), original(contentType, content))).toBe('match')
        compare(copy(contentType, other), original(contentType, content))
      }),
    )
  })

  it('does not care how its object is written', () => {
    const object = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue())
    fc.assert(
      fc.property(object, (fields) => {
        const reversed = Object.fromEntries(Object.entries(fields).reverse())
        expect(compare(copy(110, JSON.stringify(reversed, null, 2)), original(110, fields))).toBe('match')
      }),
    )
  })
})
