import { describe, expect, it } from 'vitest'
import { addressOf, isOwnOrigin, targetOf } from '@/server/auth/request'

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

describe('addressOf', () => {
  const address = (trusted: number, forwarded?: string, peer = '198.51.100.7') =>
    addressOf(
      new Headers({ 'x-steward-peer': peer, ...(forwarded && { 'x-forwarded-for': forwarded }) }),
      trusted,
    )

  it.each([
    [0, '203.0.113.9, 10.0.0.1', '198.51.100.7'],
    [0, undefined, '198.51.100.7'],
    [1, '203.0.113.9, 10.0.0.1', '10.0.0.1'],
    [2, '203.0.113.9, 10.0.0.1', '203.0.113.9'],
    [2, '1.2.3.4, 203.0.113.9, 10.0.0.1', '203.0.113.9'],
    // It came past the outermost proxy.
    [2, '203.0.113.9', '198.51.100.7'],
    [1, undefined, '198.51.100.7'],
    [1, '', '198.51.100.7'],
  ])('behind %i proxies, of %j: %s', (trusted, forwarded, expected) => {
    expect(address(trusted, forwarded)).toBe(expected)
  })

  it.each([
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:4711', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (peer, expected) => {
    expect(address(0, undefined, peer)).toBe(expected)
  })
})

describe('targetOf', () => {
  it.each(['/api/v1/invites?', "/api/v1/invites?a='|%7e", '/api/v1/invites/%37K?b=2&b=1'])(
    '%s is as it was sent',
    (target) => {
      const request = new Request(`http://here${target}`, { headers: { 'x-steward-target': target } })
      expect(targetOf(request)).toBe(target)
    },
  )

  it.each(['', 'http://elsewhere/'])('is that of the address where %j was said', (target) => {
    const headers = { 'x-steward-target': target }
    expect(targetOf(new Request('http://here/a?b=1', { headers }))).toBe('/a?b=1')
  })
})
