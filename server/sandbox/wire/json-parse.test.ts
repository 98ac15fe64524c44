import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Json, JsonNumber, JsonSyntaxError, parseJson } from './json-parse'

/** What JSON.parse would have made of it. */
function plain(value: Json): unknown {
  if (value instanceof JsonNumber) return Number(value.text)
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]))
  return value
}

describe('parseJson', () => {
  it('reads whatever JSON.parse reads, with the same result', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(JSON.stringify(plain(parseJson(text)))).toEqual(JSON.stringify(JSON.parse(text)))
      }),
    )
  })

  it('refuses whatever JSON.parse refuses', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '1', '-', '.', 'true', 'nul', ' '),
    )
    fc.assert(
      fc.property(pieces, (list) => {
        const text = list.join('')
        expect(accepts(() => parseJson(text))).toBe(accepts(() => JSON.parse(text)))
      }),
    )
  })

  it('keeps the digits of large numbers', () => {
    expect(parseJson('18446744073709551615')).toEqual(new JsonNumber('18446744073709551615'))
  })

  it.each([
    ['', 'unexpected end of JSON input', true],
    ['{"a":', 'unexpected end of JSON input', true],
    ['{}{}', "invalid character '{' after top-level value", false],
    ['{"a" 1}', "invalid character '1' after object key", false],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string", false],
    ['"\n"', "invalid character '\\n' in string literal", false],
    ['"\u0001"', "invalid character '\\x01' in string literal", false],
    ['\ufeff{}', "invalid character 'ï' looking for beginning of value", false],
    ['"\\q"', "invalid character 'q' in string escape code", false],
    ['"\\u00g0"', "invalid character 'g' in \\u hexadecimal character escape", false],
    ['"\\u0', 'unexpected end of JSON input', true],
  ])('says of %j what Go says', (text, message, cutShort) => {
    expect(() => parseJson(text)).toThrow(new JsonSyntaxError(message, cutShort))
  })

  it('does not look behind the first value when told so', () => {
    expect(parseJson('{} rubbish', 'ignore')).toEqual(new Map())
  })
})

function accepts(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
