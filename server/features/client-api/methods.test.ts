import { expect, test } from 'vitest'
import { nowhere, others } from './methods'

test.each([
  ['GET', 'OPTIONS, HEAD, GET'],
  ['POST', 'OPTIONS, POST'],
] as const)('an address that takes %s says so to everything else', async (method, allow) => {
  const { OPTIONS, DELETE, PUT } = others(method)
  for (const refuse of [DELETE, PUT]) {
    const answer = refuse()
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status: 405, code: 'method_not_allowed' })
  }
  expect([OPTIONS().status, OPTIONS().headers.get('allow')]).toEqual([204, allow])
})

test('an address that there is not is told as everything is', async () => {
  expect(await nowhere().GET().json()).toMatchObject({ status: 404, code: 'not_found' })
})
