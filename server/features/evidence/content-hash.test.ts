import { expect, test } from 'vitest'
import type { EvidenceBody } from './body'
import { mediaHash, textHash } from './content-hash'
import { mediaOf } from './media-of'

const body = (contentType: number, content: object | string): EvidenceBody => ({
  reportedSeq: 7,
  messages: [
    {
      seq: 7,
      clientMsgId: '',
      senderId: 'u',
      senderName: 'u',
      senderRole: null,
      sentAt: 1,
      contentType,
      content: typeof content === 'string' ? content : JSON.stringify(content),
      revokedAt: null,
      deleted: false,
    },
  ],
  group: null,
  person: null,
})
const said = (text: string) => textHash(body(101, { content: text }))

test.each([
  ['case', 'BUY CHEAP Followers'],
  ['spaces and lines', '  buy\n cheap\u00a0 followers '],
  ['invisible characters', 'buy\u200b cheap\u2060 foll\u00adowers\u202e'],
  ['wide letters', '\uff42\uff55\uff59 cheap followers'],
])('texts that differ in %s alone are the same', (_what, text) =>
  expect(said(text)).toBe(said('buy cheap followers')),
)

test('other texts are not, and short ones say nothing', () => {
  expect(said('buy cheap followers!')).not.toBe(said('buy cheap followers'))
  expect(said('hello')).toBeNull()
  expect(said('加微信领取红包吧')).toMatch(/^[0-9a-f]{64}$/)
  expect(textHash(body(102, {}))).toBeNull()
  expect(textHash({ ...body(101, { content: 'buy cheap followers' }), reportedSeq: 8 })).toBeNull()
  expect(mediaHash('ab')).not.toBe(said('buy cheap followers'))
})

test('media are taken in their best size, and only from web addresses', () => {
  const url = (name: string) => ({ url: `https://x.test/${name}` })
  const sizes = {
    sourcePicture: url('big'),
    snapshotPicture: url('small'),
    bigPicture: { url: 'javascript:alert(1)' },
  }
  expect(mediaOf(body(102, sizes))).toEqual([{ part: 'picture', url: 'https://x.test/big', name: '' }])
  const film = { videoUrl: 'https://x.test/v', snapshotUrl: 'https://x.test/s' }
  expect(mediaOf(body(104, film)).map(({ part, url: at }) => [part, at])).toEqual([
    ['video', 'https://x.test/v'],
    ['preview', 'https://x.test/s'],
  ])
  expect(
    mediaOf(body(105, { sourceUrl: 'https://x.test/f', fileName: `${'n'.repeat(500)}.exe` }))[0],
  ).toMatchObject({
    part: 'file',
    name: 'n'.repeat(200),
  })
  expect(mediaOf(body(103, { sourceUrl: 'https://x.test/a' }))).toHaveLength(1)
  expect(mediaOf(body(102, { sourcePicture: { url: 'file:///etc/passwd' } }))).toEqual([])
  expect(mediaOf(body(101, { content: 'https://x.test/a' }))).toEqual([])
  expect(mediaOf(body(104, 'not json'))).toEqual([])
})
