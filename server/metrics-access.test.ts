import { describe, expect, test } from 'vitest'
import { mayReadMetrics } from './metrics-access'

const local = { host: '127.0.0.1', url: 'http://127.0.0.1:3000', metricsToken: undefined }
const token = 'a-token-of-some-length'

describe('metrics without a token', () => {
  test.each([
    ['127.0.0.1', {}, true],
    ['::1', {}, true],
    ['::ffff:127.0.0.1', {}, true],
    ['10.0.0.9', {}, false],
    ['10.0.0.9, 127.0.0.1', {}, false],
    ['127.0.0.1, 10.0.0.9', {}, false],
    ['', {}, false],
    ['127.0.0.1', { host: '0.0.0.0' }, false],
    ['127.0.0.1', { url: 'https://steward.example.org' }, false],
    ['127.0.0.1', { url: 'http://localhost:3000' }, true],
  ])('by way of "%s" with %j: %s', (address, changes, allowed) => {
    const headers = new Headers({ 'x-forwarded-for': address })
    expect(mayReadMetrics(headers, { ...local, ...changes })).toBe(allowed)
  })

  test('are for nobody whose address is not known', () => {
    expect(mayReadMetrics(new Headers(), local)).toBe(false)
  })
})

describe('metrics with a token', () => {
  test.each([
    [`Bearer ${token}`, true],
    [`bearer ${token}`, true],
    [`Bearer ${token}x`, false],
    [`Bearer `, false],
    [token, false],
    ['', false],
  ])('with "%s": %s', (authorization, allowed) => {
    const headers = new Headers({ authorization, 'x-forwarded-for': '127.0.0.1' })
    expect(mayReadMetrics(headers, { ...local, metricsToken: token })).toBe(allowed)
  })

  test('are open from anywhere', () => {
    const headers = new Headers({ authorization: `Bearer ${token}`, 'x-forwarded-for': '10.0.0.9' })
    expect(mayReadMetrics(headers, { ...local, host: '0.0.0.0', metricsToken: token })).toBe(true)
  })
})
