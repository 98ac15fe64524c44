import { expect, it, vi } from 'vitest'
import { DomainError } from '@/server/errors'
import { isOpenimError, OpenimError } from '@/server/openim/errors'

const ofOpenim = {
  kind: 'unreachable',
  reason: 'timed_out',
  meaning: 'no answer',
  route: '/x',
  operationId: 'o',
} as const

it('an error of another copy of the module is recognised, as bundles have several', async () => {
  vi.resetModules()
  const other = await import('@/server/errors')
  const otherOpenim = await import('@/server/openim/errors')
  expect(other.DomainError).not.toBe(DomainError)
  expect(new other.DomainError('conflict', 'claim_held')).toBeInstanceOf(DomainError)
  expect(otherOpenim.OpenimError).not.toBe(OpenimError)
  expect(isOpenimError(new otherOpenim.OpenimError(ofOpenim))).toBe(true)
})

it.each([
  new Error('x'),
  new TypeError('x'),
  { name: 'DomainError' },
  { name: 'OpenimError' },
  null,
  undefined,
  'x',
])('%j is neither', (value) => {
  expect(value instanceof DomainError).toBe(false)
  expect(isOpenimError(value)).toBe(false)
})
