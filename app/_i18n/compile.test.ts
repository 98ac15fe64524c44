import formatOnly from 'use-intl/format-message/format-only'
import { expect, test } from 'vitest'
import { compileCatalogue } from './compile'

test('sentences without values stay text, the others are compiled', () => {
  expect(
    compileCatalogue({ a: { plain: 'Close', count: '{n, plural, one {# case} other {# cases}}' } }),
  ).toEqual({
    a: { plain: 'Close', count: expect.any(Array) },
  })
})

test('what is compiled can pass from the server to the browser', () => {
  const compiled = compileCatalogue({ a: '{n, plural, one {# case} other {# cases}}' })
  expect(structuredClone(compiled)).toStrictEqual(compiled)
})

test('a brace that is meant as text stays one', () => {
  expect(compileCatalogue({ a: "It '{'stays'}'" }).a).toBe('It {stays}')
})

test('the formatter without a parser is the one the pages are built with', () => {
  expect(formatOnly.raw).toBe(false)
})
