import { expect, it } from 'vitest'
import { unstorableField } from './storable-input'

it.each([
  [undefined, undefined],
  [5, undefined],
  ['text 😀 漢', undefined],
  ['text \ud800 漢', ''],
  [{ a: ['\udc00\ud83d'] }, 'a.0'],
  [{ a: { 'b\0': 1 } }, 'a.b\ufffd'],
  [{ a: [{ b: 'fine' }] }, undefined],
  ['\0', ''],
  [{ q: 'a\0b' }, 'q'],
  [{ a: [{ b: 'fine' }, { b: '\0' }] }, 'a.1.b'],
])('%j', (input, field) => {
  expect(unstorableField(input)).toBe(field)
})

it('takes an input of any depth', () => {
  let deep: unknown = '\0'
  for (let i = 0; i < 2_000; i++) deep = [deep]
  expect(unstorableField(deep)).toMatch(/^0(\.0)+$/)
})
