import { describe, expect, test } from 'vitest'
import { newestTimeFor } from './nonces'

const now = 1_795_416_000_000

describe('a time that is ahead of ours', () => {
  test('is written down in steps, before it is accepted', () => {
    expect(newestTimeFor(now + 1, now, null)).toBe(now + 15_000)
    expect(newestTimeFor(now + 15_000, now, null)).toBe(now + 15_000)
    expect(newestTimeFor(now + 15_001, now, now + 15_000)).toBe(now + 30_000)
  })

  test('is not written down twice, nor one that is not ahead', () => {
    expect(newestTimeFor(now, now, null)).toBeNull()
    expect(newestTimeFor(now - 1, now, null)).toBeNull()
    expect(newestTimeFor(now + 9, now, now + 15_000)).toBeNull()
  })
})
