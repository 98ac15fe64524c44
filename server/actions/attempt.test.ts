import { describe, expect, test } from 'vitest'
import { type Attempt, newAttempt, newTurn, sharedReading } from '@/server/actions/attempt'
import { recordedCall } from '@/server/actions/effect'

/** A reading that counts how often it was made. It uses nothing of the environment. */
function counted(fail = false) {
  let time = 0
  let made = 0
  const reading = sharedReading(
    async (_ctx: { attempt: Attempt }, ...ids: string[]) => {
      made += 1
      if (fail) throw new Error('no answer')
      return `${ids.join('/')} ${made}`
    },
    () => time,
  )
  return {
    reading,
    made: () => made,
    pass: (ms: number) => {
      time += ms
    },
  }
}

const context = () => ({ attempt: newAttempt() })

describe('a shared reading', () => {
  test('is made once in a turn, for each subject apart', async () => {
    const { reading, made } = counted()
    const ctx = context()
    expect(await reading(ctx, 'a', 'b')).toBe('a/b 1')
    expect(await reading(ctx, 'a', 'b')).toBe('a/b 1')
    expect(await reading(ctx, 'a/b')).toBe('a/b 2')
    expect(made()).toBe(2)
  })

  test('is made anew in another turn and in another attempt', async () => {
    const { reading } = counted()
    const ctx = context()
    await reading(ctx, 'a')
    newTurn(ctx.attempt)
    expect(await reading(ctx, 'a')).toBe('a 2')
    expect(await reading(context(), 'a')).toBe('a 3')
  })

  test('is made anew after a second, counted from when it began', async () => {
    const { reading, pass } = counted()
    const ctx = context()
    await reading(ctx, 'a')
    pass(999)
    expect(await reading(ctx, 'a')).toBe('a 1')
    pass(1)
    expect(await reading(ctx, 'a')).toBe('a 2')
  })

  test('is not kept when it failed', async () => {
    const { reading, made } = counted(true)
    const ctx = context()
    await expect(reading(ctx, 'a')).rejects.toThrow('no answer')
    await expect(reading(ctx, 'a')).rejects.toThrow('no answer')
    expect(made()).toBe(2)
  })

  test('that began before a call of ours does not count after it', async () => {
    let answer = (_: string) => {}
    const slow = () => new Promise<string>((resolve) => (answer = resolve))
    const reading = sharedReading<{ attempt: Attempt }, [], string>(slow)
    const ctx = context()
    const early = reading(ctx)
    newTurn(ctx.attempt)
    answer('before')
    expect(await early).toBe('before')
    const late = reading(ctx)
    answer('after')
    expect(await late).toBe('after')
  })
})

describe('a recorded call', () => {
  const record = { begin: async () => {}, end: async () => {} }

  test('reads afresh each time it looks for the effect, and leaves the last look to the read-back', async () => {
    const { reading, made } = counted()
    const ctx = context()
    const call = recordedCall(record, new AbortController().signal, ctx.attempt)
    await reading(ctx, 'a')
    let looks = 0
    await call(
      'mute',
      async () => {},
      async () => {
        looks += 1
        return (await reading(ctx, 'a')) === 'a 3'
      },
    )
    expect(looks).toBe(2)
    expect(await reading(ctx, 'a')).toBe('a 3')
    expect(made()).toBe(3)
  })

  test('leaves nothing that was read before it, even when nothing is looked at', async () => {
    const { reading } = counted()
    const ctx = context()
    const call = recordedCall(record, new AbortController().signal, ctx.attempt)
    await reading(ctx, 'a')
    await call(
      'mute',
      async () => {},
      async () => true,
    )
    expect(await reading(ctx, 'a')).toBe('a 2')
  })
})
