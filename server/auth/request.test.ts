import { describe, expect, it } from 'vitest'
import { addressOf, isOwnOrigin } from '@/server/auth/request'

const URL_HERE = 'https://steward.example.org'
const own = (headers: Record<string, string>) => isOwnOrigin(new Headers(headers), URL_HERE)

describe('isOwnOrigin', () => {
  it.each([
    [{ origin: URL_HERE }],
    [{ origin: URL_HERE, 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'http://localhost:3000', host: 'localhost:3000' }],
    [{ 'sec-fetch-site': 'same-origin' }],
    [{}],
  ])('%j is ours', (headers) => expect(own(headers)).toBe(true))

  it.each([
    [{ origin: 'https://evil.example', host: 'steward.example.org' }],
    [{ origin: URL_HERE, 'sec-fetch-site': 'cross-site' }],
    [{ origin: 'https://other.example.org', 'sec-fetch-site': 'same-site' }],
    [{ origin: 'null', host: 'steward.example.org' }],
    [{ origin: 'http://steward.example.org:81', host: 'steward.example.org' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('%j is foreign', (headers) => expect(own(headers)).toBe(false))
})

it('takes the address the nearest proxy saw', () => {
  const address = (value?: string) => addressOf(new Headers(value ? { 'x-forwarded-for': value } : {}))
  expect(address('203.0.113.9, 10.0.0.1')).toBe('10.0.0.1')
  expect(address('203.0.113.9')).toBe('203.0.113.9')
  expect(address()).toBe('unknown')
})
