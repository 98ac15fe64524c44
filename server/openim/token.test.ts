import { describe, expect, test } from 'vitest'
import { createTokenKeeper, isDue, type MintedToken, type StoredToken } from './token'
import { createMemoryTokenStore } from './token-memory'

const day = 86_400_000

function setup(lifetimeMs = 90 * day) {
  const clock = { ms: 1_000_000 }
  const minted: string[] = []
  const failing = { error: undefined as Error | undefined }
  const mint = async (): Promise<MintedToken> => {
    await Promise.resolve()
    if (failing.error !== undefined) throw failing.error
    minted.push(`t${minted.length + 1}`)
    return { token: `t${minted.length}`, lifetimeMs }
  }
  const now = () => clock.ms
  const store = createMemoryTokenStore(now)
  const keeper = () => createTokenKeeper(store, mint, now)
  return { clock, minted, failing, keeper }
}

describe('isDue', () => {
  const token = (lifetimeMs: number): StoredToken => ({
    token: 't',
    renewedAtMs: 0,
    expiresAtMs: lifetimeMs,
    version: 1,
  })

  test('within the last day of a long life', () => {
    expect(isDue(token(90 * day), 89 * day)).toBe(false)
    expect(isDue(token(90 * day), 89 * day + 1)).toBe(true)
  })

  test('within the last tenth of a short one', () => {
    expect(isDue(token(1_000), 900)).toBe(false)
    expect(isDue(token(1_000), 901)).toBe(true)
  })
})

describe('the token keeper', () => {
  test('asks OpenIM once, however many ask it at once', async () => {
    const { keeper, minted } = setup()
    const one = keeper()
    const tokens = await Promise.all([1, 2, 3, 4].map(() => one.current()))
    expect(tokens.map((token) => token.token)).toEqual(['t1', 't1', 't1', 't1'])
    expect(minted).toHaveLength(1)
  })

  test('a refusal renews once for all who met it', async () => {
    const { keeper, minted } = setup()
    const one = keeper()
    const first = await one.current()
    const next = await Promise.all([one.after(first), one.after(first), one.after(first)])
    expect(next.map((token) => token.version)).toEqual([2, 2, 2])
    expect(await one.after(first)).toMatchObject({ version: 2 })
    expect(minted).toHaveLength(2)
  })

  test('takes what another process renewed meanwhile', async () => {
    const { keeper, minted } = setup()
    const [one, other] = [keeper(), keeper()]
    const first = await one.current()
    await other.current()
    await other.after(first)
    expect(await one.after(first)).toMatchObject({ token: 't2', version: 2 })
    expect(minted).toHaveLength(2)
  })

  test('renews ahead of the end', async () => {
    const { keeper, clock, minted } = setup()
    const one = keeper()
    await one.current()
    clock.ms += 89 * day + 1
    expect(await one.current()).toMatchObject({ token: 't2' })
    expect(minted).toHaveLength(2)
  })

  test('keeps using a token that still works while it cannot be renewed', async () => {
    const { keeper, clock, failing } = setup()
    const one = keeper()
    await one.current()
    clock.ms += 89 * day + 1
    failing.error = new Error('away')
    expect(await one.current()).toMatchObject({ token: 't1' })
    clock.ms += day
    await expect(one.current()).rejects.toThrow('away')
  })

  test('a failed renewal is tried again by the next call', async () => {
    const { keeper, failing } = setup()
    const one = keeper()
    failing.error = new Error('away')
    await expect(one.current()).rejects.toThrow('away')
    failing.error = undefined
    expect(await one.current()).toMatchObject({ token: 't1' })
  })
})
