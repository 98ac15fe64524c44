import { describe, expect, test } from 'vitest'
import { wasNeverConnected } from './network-error'

const coded = (code: string, more: object = {}) => Object.assign(new Error(code), { code, ...more })
const wrapped = (cause: unknown) => new TypeError('fetch failed', { cause })

describe('wasNeverConnected', () => {
  test.each([
    ['refused', wrapped(coded('ECONNREFUSED'))],
    ['no such host', wrapped(coded('ENOTFOUND'))],
    ['the connection attempt timed out', wrapped(coded('ETIMEDOUT', { syscall: 'connect' }))],
    ['all addresses refused', wrapped(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]))],
    ['an expired certificate', wrapped(coded('CERT_HAS_EXPIRED'))],
  ])('yes: %s', (_name, error) => expect(wasNeverConnected(error)).toBe(true))

  test.each([
    ['reset', wrapped(coded('ECONNRESET'))],
    ['closed by the other side', wrapped(coded('UND_ERR_SOCKET'))],
    ['an established connection timed out', wrapped(coded('ETIMEDOUT', { syscall: 'read' }))],
    ['one address reset', wrapped(new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')]))],
    ['no reason given', new TypeError('fetch failed')],
    ['not an error', 'ECONNREFUSED'],
    ['nothing', undefined],
  ])('no: %s', (_name, error) => expect(wasNeverConnected(error)).toBe(false))

  test('a cause that points to itself comes to an end', () => {
    const error = new Error('loop')
    error.cause = error
    expect(wasNeverConnected(error)).toBe(false)
  })
})
