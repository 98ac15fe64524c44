import { expect, test } from 'vitest'
import { withParams } from './with-params'

test('parts are set, replaced and taken out', () => {
  expect(withParams('', { a: '1' })).toBe('?a=1')
  expect(withParams('?a=1&b=2', { a: '3', b: undefined })).toBe('?a=3')
  expect(withParams('a=1', { a: '' })).toBe('')
  expect(withParams('', { q: '夜跑 & co' })).toBe('?q=%E5%A4%9C%E8%B7%91+%26+co')
})
