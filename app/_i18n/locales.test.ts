import { expect, test } from 'vitest'
import { isLocale, negotiate } from './locales'

test.each([
  [null, 'en'],
  ['', 'en'],
  ['en-US,en;q=0.9', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['de,zh;q=0.4,en;q=0.7', 'en'],
  ['zh-TW', 'zh-CN'],
  ['en;q=0,zh', 'zh-CN'],
  ['fr-FR', 'en'],
  [';;;,q=', 'en'],
])('Accept-Language %j is answered in %s', (header, locale) => {
  expect(negotiate(header)).toBe(locale)
})

test('only listed languages count as a locale', () => {
  expect(isLocale('zh-CN')).toBe(true)
  expect(isLocale('zh')).toBe(false)
  expect(isLocale(undefined)).toBe(false)
})
