import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languageOfReport, languageOfScript, languageOfTag, languageWished } from './language'

test.each([
  ['zh-Hans-CN', 'zh'],
  ['EN', 'en'],
  ['pt_BR', 'pt'],
  ['fil', 'fil'],
  ['und', ''],
  ['', ''],
  ['e', ''],
  ['*', ''],
  ['en-', ''],
])('the tag %j is of the language %j', (tag, language) => {
  expect(languageOfTag(tag)).toBe(language)
})

test.each([
  [null, ''],
  ['*', ''],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en;q=0.1, de-AT', 'de'],
  ['en;q=0.5, fr;q=0.7, *;q=0.9', 'fr'],
  ['de;q=0, en', 'en'],
  ['; ;, q=1', ''],
])('who accepts %j wishes for %j', (header, language) => {
  expect(languageWished(header)).toBe(language)
})

test.each([
  ['他骗了我的钱', 'zh'],
  ['彼は私をだました', 'ja'],
  ['カタカナ', 'ja'],
  ['그가 나를 속였어요', 'ko'],
  ['Он меня обманул', 'ru'],
  ['لقد خدعني', 'ar'],
  ['ฉันถูกหลอก', 'th'],
  ['He scammed me', ''],
  ['He calls himself 张伟 and asked all of us for money', ''],
  ['12345 !!! 🎉', ''],
  ['', ''],
])('%j is taken for %j', (text, language) => {
  expect(languageOfScript(text)).toBe(language)
})

describe('of a report', () => {
  test('its own word comes before what is wished for, and that before its script', () => {
    const report = { language: 'fr-CA', acceptLanguage: 'de', text: '他骗了我的钱' }
    expect(languageOfReport(report)).toBe('fr')
    expect(languageOfReport({ ...report, language: undefined })).toBe('de')
    expect(languageOfReport({ ...report, language: undefined, acceptLanguage: null })).toBe('zh')
  })

  test('is a code or nothing, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (language, acceptLanguage, text) =>
        /^([a-z]{2,3})?$/.test(languageOfReport({ language, acceptLanguage, text })),
      ),
    )
  })
})
