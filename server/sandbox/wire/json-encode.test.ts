import { describe, expect, it } from 'vitest'
import { encodeContent, encodeJson, RawJson } from './json-encode'
import { parseJson } from './json-parse'

describe('encodeJson', () => {
  it('writes empty lists as null and leaves empty maps out', () => {
    expect(encodeJson({ list: [], map: new Map(), none: null, gone: undefined })).toBe(
      '{"list":null,"none":null}',
    )
  })

  it('writes empty maps as null for patch.16', () => {
    expect(encodeJson({ map: new Map() }, 'null')).toBe('{"map":null}')
  })

  it('sorts the keys of maps and keeps the order of objects', () => {
    expect(
      encodeJson({
        b: 1,
        a: new Map([
          ['é', 2],
          ['z', 1],
        ]),
      }),
    ).toBe('{"b":1,"a":{"z":1,"é":2}}')
  })

  it('escapes what a browser could take for markup', () => {
    expect(encodeJson('<a> & \u2028')).toBe('"\\u003ca\\u003e \\u0026 \\u2028"')
  })

  it('writes 64-bit integers as numbers and raw text as it is', () => {
    expect(encodeJson({ hash: 2n ** 64n - 1n, raw: new RawJson('[]') })).toBe(
      '{"hash":18446744073709551615,"raw":[]}',
    )
  })
})

describe('encodeContent', () => {
  it('sorts keys, keeps unknown ones and empty lists, and passes numbers through a float', () => {
    const content = parseJson('{"z":9007199254740993,"a":[],"content":"<b>"}')
    expect(encodeContent(content)).toBe('{"a":[],"content":"\\u003cb\\u003e","z":9007199254740992}')
  })
})
