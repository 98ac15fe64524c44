import { expect, test } from 'vitest'
import { inLanguage } from './localised'

const both = { en: 'Spam', 'zh-CN': '垃圾信息' }

test.each([
  [both, 'en', 'Spam'],
  [both, 'en-US', 'Spam'],
  [both, 'zh-CN', '垃圾信息'],
  [both, 'zh', '垃圾信息'],
  [both, 'zh-TW', '垃圾信息'],
  [both, 'de', 'Spam'],
  [both, '', 'Spam'],
  [{ en: 'Spam' }, 'zh-CN', 'Spam'],
  [{ en: 'Spam', 'zh-CN': '' }, 'zh-CN', 'Spam'],
])('%j in %j is %s', (texts, language, expected) => expect(inLanguage(texts, language)).toBe(expected))
