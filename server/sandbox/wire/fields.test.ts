import { describe, expect, it } from 'vitest'
import { bool, int32, list, optional, struct, text, uint32, uint64 } from './fields'
import { parseJson } from './json-parse'

const page = struct('sdkws.RequestPagination', { pageNumber: int32, showNumber: int32 })
const request = struct('group.Req', {
  groupID: text,
  names: list(text),
  pagination: optional(page),
  ex: optional(text),
  seconds: uint32,
  hash: uint64,
  on: bool,
})

function decode(json: string) {
  const parsed = parseJson(json)
  return parsed === null ? request.zero() : request.decode(parsed, { struct: '', path: [] })
}

describe('struct', () => {
  it('fills absent and null fields with zero values', () => {
    const zero = {
      groupID: '',
      names: [],
      pagination: undefined,
      ex: undefined,
      seconds: 0,
      hash: 0n,
      on: false,
    }
    expect(decode('{}')).toEqual(zero)
    expect(decode('null')).toEqual(zero)
    expect(decode('{"groupID":null,"ex":null,"names":null}')).toEqual(zero)
  })

  it('matches keys without regard to case and ignores unknown ones', () => {
    const got = decode('{"GROUPID":"g","Pagination":{"PAGENUMBER":2},"nope":1}')
    expect(got).toMatchObject({ groupID: 'g', pagination: { pageNumber: 2, showNumber: 0 } })
  })

  it('tells a wrapper set to nothing from one not set', () => {
    expect(decode('{"ex":""}').ex).toBe('')
    expect(decode('{}').ex).toBeUndefined()
  })

  it('keeps all 64 bits', () => {
    expect(decode('{"hash":18446744073709551615}').hash).toBe(2n ** 64n - 1n)
  })

  it.each([
    [
      '{"pagination":{"pageNumber":"1"}}',
      'string into Go struct field RequestPagination.pagination.pageNumber of type int32',
    ],
    ['{"ex":{"value":"x"}}', 'object into Go struct field Req.ex of type string'],
    ['{"seconds":-1}', 'number -1 into Go struct field Req.seconds of type uint32'],
    ['{"seconds":1.5}', 'number 1.5 into Go struct field Req.seconds of type uint32'],
    ['{"seconds":4294967296}', 'number 4294967296 into Go struct field Req.seconds of type uint32'],
    ['{"names":"a"}', 'string into Go struct field Req.names of type []string'],
    ['[]', 'array into Go value of type group.Req'],
  ])('refuses %s in the words of Go', (json, words) => {
    expect(() => decode(json)).toThrow(`json: cannot unmarshal ${words}`)
  })
})
