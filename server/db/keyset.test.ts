import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cursorOf, pageOf, positionOf } from './keyset'

const byTime = { value: z.number(), id: z.uuid() }

describe('a cursor', () => {
  it('comes back as the position it was made of', () => {
    fc.assert(
      fc.property(fc.integer(), fc.uuid(), (value, id) => {
        expect(positionOf('oldest', byTime, cursorOf('oldest', { value, id }))).toEqual({ value, id })
      }),
    )
  })

  it.each([
    ['something else', 'nonsense'],
    ['another order', cursorOf('newest', { value: 1, id: '018f0000-0000-7000-8000-000000000000' })],
    ['a wrong value', cursorOf('oldest', { value: 'x', id: '018f0000-0000-7000-8000-000000000000' })],
    ['a wrong id', cursorOf('oldest', { value: 1, id: "'; drop table" })],
  ])('is refused when it holds %s', (_name, cursor) => {
    expect(() => positionOf('oldest', byTime, cursor)).toThrow('invalid: cursor_invalid')
  })

  it('is refused, never crashes, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(() => positionOf('oldest', byTime, cursor)).toThrow('cursor_invalid')
      }),
    )
  })
})

describe('a page', () => {
  const position = (n: number) => ({ value: n, id: `${n}` })

  it('names the next one only when there is more', () => {
    expect(pageOf([1, 2, 3], 3, 'o', position).nextCursor).toBeNull()
    const page = pageOf([1, 2, 3, 4], 3, 'o', position)
    expect(page.rows).toEqual([1, 2, 3])
    expect(page.nextCursor).toBe(cursorOf('o', { value: 3, id: '3' }))
  })
})
