import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact } from './redact'

const base64url = fc.stringMatching(/^[A-Za-z0-9_-]{6,60}$/)

describe('redact', () => {
  test('removes every token, wherever it stands', () => {
    fc.assert(
      fc.property(
        base64url,
        base64url,
        base64url,
        fc.string(),
        fc.string(),
        (head, body, sign, before, after) => {
          const token = `eyJ${head}.${body}.${sign}`
          expect(redact(`${before} ${token} ${after}`)).not.toContain(token)
        },
      ),
    )
  })

  test('removes tokens that were cut off, credentials and query strings', () => {
    expect(redact('bad eyJhbGciOiJI')).toBe('bad [token]')
    expect(redact('dial mongodb://root:pass@db:27017')).toBe('dial mongodb://[credentials]@db:27017')
    expect(redact('Post "http://hook/before?key=abc": refused')).toBe(
      'Post "http://hook/before?[query]": refused',
    )
  })

  test('removes the secrets it is told', () => {
    expect(redact('secret=openIM123 openIM123', ['', 'openIM123'])).toBe('secret=[secret] [secret]')
  })

  test('cuts stack traces', () => {
    expect(redact('x'.repeat(10_000))).toHaveLength(400)
  })
})
