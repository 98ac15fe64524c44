import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Sniffed, showsAs, sniff } from './sniff'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
const png = (width: number, height: number) => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [...size], [8, 6, 0, 0, 0])
}
const two = (number: number) => [number & 0xff, number >> 8]
/** A GIF of a size, with a table of two colours and its first picture of another. */
const gif = (whole: number[], first: number[], moves = false) =>
  bytes(
    'GIF89a',
    [...whole.flatMap(two), 0x80, 0, 0, 0, 0, 0, 9, 9, 9],
    moves ? [0x21, 0xff, 11] : [],
    moves ? 'NETSCAPE2.0' : [],
    moves ? [3, 1, 0, 0, 0, 0x21, 0xf9, 4, 0, 0, 0, 0, 0] : [],
    [0x2c, 0, 0, 0, 0, ...first.flatMap(two), 0],
  )
const webp = (kind: string, rest: number[]) => bytes('RIFF', [9, 9, 9, 9], 'WEBP', kind, rest)

describe('a picture', () => {
  test.each<[string, Buffer, Sniffed]>([
    ['PNG', png(640, 480), { type: 'image/png', size: { width: 640, height: 480 } }],
    ['GIF', gif([10, 20], [10, 20]), { type: 'image/gif', size: { width: 10, height: 20 } }],
    ['GIF that moves', gif([10, 20], [4, 4], true), { type: 'image/gif', size: { width: 10, height: 20 } }],
    [
      'JPEG with a thumbnail before its frame',
      bytes('\xff\xd8', '\xff\xe1', [0, 6, 1, 2, 3, 4], '\xff\xc2', [0, 17, 8, 1, 0, 2, 0, 3]),
      { type: 'image/jpeg', size: { width: 512, height: 256 } },
    ],
    [
      'WebP, lossy',
      webp('VP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 100, 0, 50, 0]),
      { type: 'image/webp', size: { width: 100, height: 50 } },
    ],
    [
      'WebP, lossless',
      webp('VP8L', [0, 0, 0, 0, 0x2f, 99, 0x40, 12, 0, 0, 0, 0, 0, 0]),
      { type: 'image/webp', size: { width: 100, height: 50 } },
    ],
    [
      'WebP, extended',
      webp('VP8X', [0, 0, 0, 0, 0, 0, 0, 0, 99, 0, 0, 49, 0, 0]),
      { type: 'image/webp', size: { width: 100, height: 50 } },
    ],
  ])('%s is told with its size and shows', (_name, file, expected) => {
    expect(sniff(file)).toEqual(expected)
    expect(showsAs(sniff(file))).toBe('picture')
  })

  test.each([
    ['is larger than a browser should unpack', png(50_000, 50_000)],
    ['is as thin as it is long', png(40_000_000, 1)],
    ['is larger inside than it says', gif([1, 1], [65_535, 65_535])],
    ['has nothing in it that was read', bytes('GIF89a', [10, 0, 20, 0, 0, 0, 0])],
    ['says nothing of its size', bytes('\xff\xd8\xff\xd9')],
    ['has no pixel', png(0, 10)],
    ['breaks off', bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0])],
  ])('that %s does not show', (_why, file) => expect(showsAs(sniff(file))).toBeNull())
})

test.each([
  ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['an SVG behind an XML declaration', '<?xml version="1.0"?><svg onload="alert(1)"/>'],
  ['a page', '<!doctype html><script>alert(1)</script>'],
  ['a script', 'alert(document.cookie)'],
  ['text', 'hello'],
  ['nothing', ''],
])('%s is a file of an unknown kind and does not show', (_what, text) => {
  expect(sniff(Buffer.from(text))).toEqual({ type: 'application/octet-stream', size: null })
  expect(showsAs(sniff(Buffer.from(text)))).toBeNull()
})

test.each([
  ['video/mp4', 'film', bytes([0, 0, 0, 24], 'ftypisom')],
  ['video/quicktime', 'film', bytes([0, 0, 0, 24], 'ftypqt  ')],
  ['audio/mp4', 'sound', bytes([0, 0, 0, 24], 'ftypM4A ')],
  ['image/heic', null, bytes([0, 0, 0, 24], 'ftypheic')],
  ['video/webm', 'film', bytes('\x1a\x45\xdf\xa3')],
  ['audio/amr', 'sound', bytes('#!AMR\n')],
  ['application/pdf', null, bytes('%PDF-1.7')],
  ['application/zip', null, bytes('PK\x03\x04')],
])('%s is told and shows as %s', (type, shows, file) => {
  expect(sniff(file).type).toBe(type)
  expect(showsAs(sniff(file))).toBe(shows)
})

test('no file at all makes it fail, and what shows is one of a few kinds', () => {
  const begins = fc.constantFrom(
    '',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
    'GIF89a',
    'RIFF0000WEBPVP8 ',
    '\x00\x00\x00\x18ftyp',
  )
  fc.assert(
    fc.property(begins, fc.uint8Array({ maxLength: 400 }), (begin, rest) => {
      const told = sniff(bytes(begin, [...rest]))
      if (showsAs(told) === 'picture') expect(told.type).toMatch(/^image\/(png|jpeg|gif|webp)$/)
    }),
  )
})
