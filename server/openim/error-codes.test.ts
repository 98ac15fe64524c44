import { describe, expect, test } from 'vitest'
import { codeMeaning } from './error-codes'

/** Every code of contract section 3 and 2.4 that is OpenIM's own. */
const codes = [
  429, 500, 1000, 1001, 1002, 1003, 1004, 1050, 1101, 1102, 1201, 1202, 1203, 1204, 1205, 1206, 1301, 1302,
  1303, 1304, 1305, 1401, 1402, 1403, 1404, 1501, 1502, 1503, 1504, 1505, 1506, 1507, 1520, 1601, 1602, 1603,
  1604, 1701, 80000, 90002, 90004, 90007,
]

describe('codes', () => {
  test.each(codes)('%i has a name and a meaning of ours', (code) => {
    const { reason, meaning } = codeMeaning(code)
    expect(reason).not.toBe('other_code')
    expect(meaning).toMatch(/^[A-Za-z ]+$/)
  })

  test.each([5_001, 10_003, 42, -1])('%i comes from a webhook or a business server: a refusal', (code) => {
    expect(codeMeaning(code)).toMatchObject({ reason: 'other_code' })
    expect(codeMeaning(code).uncertain).toBeUndefined()
  })

  test('a write may have landed after these and no others', () => {
    expect(codes.filter((code) => codeMeaning(code).uncertain)).toEqual([
      500, 1000, 1003, 80000, 90002, 90004, 90007,
    ])
  })
})
