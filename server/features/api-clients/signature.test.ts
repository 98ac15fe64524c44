import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isSigned, isSignedWith, readSigned, SCHEME, type SignedRequest, signedText } from './signature'

const request: SignedRequest = {
  method: 'POST',
  path: '/api/v1/reports?dry=1',
  body: Buffer.from('{"reason":"spam"}'),
}
const keyId = 'sk_0123456789abcdef'
const time = 1_795_416_000_123
const nonce = 'abcdefghijklmnop'
const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex')
const signed = (secret: string, of: SignedRequest = request) => ({
  keyId,
  time,
  nonce,
  signature: hmac(secret, signedText(of, time, nonce)),
})

test('the signed text is one line each', () => {
  expect(signedText({ ...request, method: 'post' }, time, nonce)).toBe(
    [
      'Steward-HMAC-SHA256',
      'POST',
      '/api/v1/reports?dry=1',
      '0239caecc27b45b72235ca016a0f4bfdb7c5a718d30d32e64cb8804f63d68a16',
      '1795416000123',
      'abcdefghijklmnop',
    ].join('\n'),
  )
})

describe('a header', () => {
  const header = `${SCHEME} key=${keyId}, time=${time}, nonce=${nonce}, signature=${'a'.repeat(64)}`

  test('is read', () => {
    expect(readSigned(header)).toEqual({ keyId, time, nonce, signature: 'a'.repeat(64) })
    expect(isSigned(header)).toBe(true)
  })

  test.each([
    ['none', null],
    ['empty', ''],
    ['a token', 'Bearer x'],
    ['a time that is no number', header.replace(String(time), '2026-11-23')],
    ['a short nonce', header.replace(nonce, 'abc')],
    ['a nonce with a space', header.replace(nonce, 'abcdefgh ijklmnop')],
    ['a short signature', header.slice(0, -1)],
    ['more behind it', `${header}, more=1`],
    ['another order', header.replace(`key=${keyId}, time=${time}`, `time=${time}, key=${keyId}`)],
  ])('%s is not', (_name, bad) => {
    expect(readSigned(bad)).toBeNull()
  })

  test('of any kind is read or not, never an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readSigned(`${SCHEME} ${text}`)
        return read === null || Number.isSafeInteger(read.time)
      }),
    )
  })
})

describe('a signature', () => {
  test('holds for its own request and secret', () => {
    expect(isSignedWith('secret', signed('secret'), request)).toBe(true)
  })

  test.each<[string, SignedRequest]>([
    ['method', { ...request, method: 'GET' }],
    ['path', { ...request, path: '/api/v1/appeals?dry=1' }],
    ['query', { ...request, path: '/api/v1/reports?dry=2' }],
    ['body', { ...request, body: Buffer.from('{"reason":"scam"}') }],
  ])('does not hold for another %s', (_name, other) => {
    expect(isSignedWith('secret', signed('secret'), other)).toBe(false)
  })

  test('does not hold at another time, under another nonce or secret', () => {
    expect(isSignedWith('secret', { ...signed('secret'), time: time + 1 }, request)).toBe(false)
    expect(isSignedWith('secret', { ...signed('secret'), nonce: `${nonce}q` }, request)).toBe(false)
    expect(isSignedWith('other', signed('secret'), request)).toBe(false)
  })

  test('of other bytes holds for no request', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const signature = Buffer.from(bytes).toString('hex')
        return !isSignedWith('secret', { ...signed('secret'), signature }, request)
      }),
    )
  })
})
