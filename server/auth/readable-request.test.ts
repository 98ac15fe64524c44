import { expect, test } from 'vitest'
import { readableMethod, readableTarget } from './readable-request'

test.each([
  ['/i/%E0%A4%A?lang=%', '/i/%25E0%25A4%25A?lang=%'],
  ['/i/%ff', '/i/%25ff'],
  ['/i/100%', '/i/100%25'],
  ['/i/%37K?a=%zz?%', '/i/%37K?a=%zz?%'],
  ['/i/%E4%BD%A0', '/i/%E4%BD%A0'],
  ['*', '*'],
])('the target %s is read as %s', (target, readable) => {
  expect(readableTarget(target)).toBe(readable)
  expect(() => decodeURIComponent(readableTarget(target).split('?')[0] ?? '')).not.toThrow()
})

test.each([
  ['TRACE', '/api/v1/invites', 'PUT'],
  ['PROPFIND', '/api/v1', 'PUT'],
  ['PATCH', '/api/v1/invites', 'PATCH'],
  ['TRACE', '/groups', 'TRACE'],
])('%s %s is handled as %s', (method, target, known) => {
  expect(readableMethod(method, target)).toBe(known)
})
