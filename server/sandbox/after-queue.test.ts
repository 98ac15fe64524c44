import { describe, expect, it } from 'vitest'
import { AfterQueue } from './after-queue'

describe('AfterQueue', () => {
  /** Tasks that end when told to, and the order in which they began. */
  const tasks = () => {
    const begun: number[] = []
    const ends: (() => void)[] = []
    const task = (n: number) => () => {
      begun.push(n)
      return new Promise<void>((resolve) => ends.push(resolve))
    }
    return { begun, ends, task }
  }

  it('runs two at a time and lets a hundred wait', async () => {
    const { begun, ends, task } = tasks()
    const queue = new AfterQueue(10_000)
    for (let i = 0; i < 102; i++) await queue.add(task(i))
    expect(begun).toEqual([0, 1])
    let admitted = false
    const last = queue.add(task(102)).then(() => {
      admitted = true
    })
    await Promise.resolve()
    expect(admitted).toBe(false)
    ends[0]?.()
    await last
    expect(begun).toEqual([0, 1, 2])
  })

  it('drops what finds no place in time, and goes on after that', async () => {
    const { begun, ends, task } = tasks()
    const queue = new AfterQueue(20)
    for (let i = 0; i < 102; i++) await queue.add(task(i))
    await queue.add(task(102))
    for (let i = 0; i < 102; i++) {
      ends[i]?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(begun).toEqual(Array.from({ length: 102 }, (_, i) => i))
    await queue.add(task(103))
    expect(begun.at(-1)).toBe(103)
  })
})
