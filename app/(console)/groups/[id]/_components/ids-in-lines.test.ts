import { expect, test } from 'vitest'
import { idsInLines } from './ids-in-lines'

test('ids stand in lines, whatever their ends, each once', () => {
  expect(idsInLines('')).toEqual([])
  expect(idsInLines(' u1 \r\nu2\n\n\ru1\nwith space')).toEqual(['u1', 'u2', 'with space'])
})
