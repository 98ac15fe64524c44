import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ok, refuse, reset, ScriptedOpenim, silence } from './scripted-openim'
import { failureOf } from './test-failure-of'
import { createMemoryTokenStore } from './token-memory'

const op = { operationId: 'op-1' }
const noGroups = ok({ groupInfos: null })
let openim: ScriptedOpenim

beforeEach(async () => {
  openim = new ScriptedOpenim()
  await openim.listen()
})

afterEach(() => openim.close())

describe('repeats', () => {
  test('a read gets through a bad moment', async () => {
    openim.answer = (_route, nth) => (nth < 3 ? reset : noGroups)
    expect(await openim.client().groups.byId('g1', op)).toBeNull()
    expect(openim.calls).toHaveLength(3)
  })

  test('a read gives up after the third time', async () => {
    openim.answer = () => refuse(500)
    expect(await failureOf(openim.client().groups.byId('g1', op))).toMatchObject({
      kind: 'uncertain',
      code: 500,
    })
    expect(openim.calls).toHaveLength(3)
  })

  test('a read keeps to its time over all', async () => {
    openim.answer = () => silence
    const started = Date.now()
    const error = await failureOf(openim.client().groups.byId('g1', { ...op, timeoutMs: 60 }))
    expect(error).toMatchObject({ kind: 'uncertain', reason: 'timed_out' })
    expect(Date.now() - started).toBeLessThan(1_000)
    expect(openim.calls.length).toBeLessThanOrEqual(2)
  })

  test.each([
    ['reset', reset, 'uncertain'],
    ['failed inside', refuse(500), 'uncertain'],
    ['garbled', '<html>', 'uncertain'],
    ['refused', refuse(1002), 'refused'],
  ] as const)('a write is sent once: %s', async (_name, answer, kind) => {
    openim.answer = () => answer
    expect((await failureOf(openim.client().groups.mute('g1', op))).kind).toBe(kind)
    expect(openim.calls).toHaveLength(1)
  })

  test('an answer in another form is neither believed nor asked again', async () => {
    openim.answer = () => ok({ groupInfos: [{ groupID: 7 }] })
    const error = await failureOf(openim.client().groups.byId('g1', op))
    expect(error).toMatchObject({ kind: 'shape', reason: 'data_unexpected' })
    expect(error.message).toContain('groupInfos.0.groupID')
    expect(openim.calls).toHaveLength(1)
  })

  test('success without the data that must be there is not an empty list', async () => {
    openim.answer = () => ok()
    expect(await failureOf(openim.client().groups.members.ids('g1', op))).toMatchObject({ kind: 'shape' })
  })
})

describe('the admin token', () => {
  test('is asked for once and then reused', async () => {
    const one = openim.client()
    await Promise.all([one.groups.mute('g1', op), one.groups.mute('g2', op)])
    await one.groups.mute('g3', op)
    expect(openim.minted).toBe(1)
  })

  test('refused, it is renewed and the call repeated, writes included', async () => {
    const past = { ms: Date.now() - 10_000 }
    const one = openim.client({ now: () => past.ms, tokenStore: createMemoryTokenStore(() => past.ms) })
    await one.groups.mute('g1', op)
    openim.tokens.clear()
    past.ms += 5_000
    await one.groups.mute('g1', op)
    expect(openim.minted).toBe(2)
    expect(openim.calls).toHaveLength(2)
  })

  test.each([1501, 1502, 1503, 1504, 1505, 1506, 1507])(
    'refused with %i, it is renewed once for all who met it',
    async (code) => {
      const clock = { ms: Date.now() }
      const one = openim.client({ now: () => clock.ms, tokenStore: createMemoryTokenStore(() => clock.ms) })
      await one.groups.mute('g0', op)
      clock.ms += 5_000
      openim.answer = (_route, nth) => (nth <= 5 ? refuse(code) : ok())
      await Promise.all([1, 2, 3, 4].map((n) => one.groups.mute(`g${n}`, op)))
      expect(openim.minted).toBe(2)
      expect(openim.calls).toHaveLength(9)
    },
  )

  test('is renewed ahead of its end, and that which still works is used while it cannot be', async () => {
    const clock = { ms: Date.now() }
    const one = openim.client({ now: () => clock.ms, tokenStore: createMemoryTokenStore(() => clock.ms) })
    await one.groups.mute('g1', op)
    clock.ms += 7_776_000_000 - 3_600_000
    const mint = openim.mint
    openim.mint = () => refuse(500)
    await one.groups.mute('g1', op)
    openim.mint = mint
    await one.groups.mute('g1', op)
    expect(openim.minted).toBe(2)
  })

  test('fresh from OpenIM and not known yet, it is tried again before another is asked for', async () => {
    const one = openim.client()
    openim.mint = () => {
      openim.minted += 1
      setTimeout(() => openim.tokens.add('t1'), 50)
      return ok({ token: 't1', expireTimeSeconds: 7_776_000 })
    }
    await one.groups.mute('g1', op)
    expect(openim.minted).toBe(1)
  })

  test('never accepted: the call did not land, and nobody goes on for ever', async () => {
    openim.mint = () => {
      openim.minted += 1
      return ok({ token: 'wrong', expireTimeSeconds: 7_776_000 })
    }
    const error = await failureOf(openim.client().groups.mute('g1', op))
    expect(error).toMatchObject({ kind: 'unreachable', reason: 'no_token', mayHaveLanded: false })
    expect(openim.minted).toBe(3)
  })

  test('not to be had: the call did not land, and the secret is not in the error', async () => {
    openim.mint = () =>
      JSON.stringify({ errCode: 1002, errMsg: 'NoPermissionError', errDlt: 'not openIM123' })
    const one = openim.client()
    const error = await failureOf(one.groups.mute('g1', op))
    expect(error).toMatchObject({ kind: 'unreachable', reason: 'no_token' })
    expect(error.cause).toMatchObject({ kind: 'refused', code: 1002 })
    expect(JSON.stringify([error, error.cause])).not.toContain('openIM123')
    expect(one.health().lastError).toMatchObject({ reason: 'no_token' })
  })

  test('a token that is refused by parse_token is the person’s, not ours', async () => {
    const one = openim.client()
    const error = await failureOf(one.auth.parseToken('some.user.token', op))
    expect(error).toMatchObject({ kind: 'refused', code: 1507, reason: 'token_unknown' })
    expect(openim.minted).toBe(0)
  })
})

describe('load and outage', () => {
  test('no more calls at once than allowed', async () => {
    let under = 0
    let most = 0
    const one = openim.client({
      maxInFlight: 3,
      fetch: async (url, init) => {
        under += 1
        most = Math.max(most, under)
        const response = await fetch(url, init)
        under -= 1
        return response
      },
    })
    await Promise.all(Array.from({ length: 20 }, (_, n) => one.groups.mute(`g${n}`, op)))
    expect(most).toBe(3)
  })

  test('who waits in line too long was not sent', async () => {
    openim.answer = () => silence
    const one = openim.client({ maxInFlight: 1 })
    const first = failureOf(one.groups.mute('g1', { ...op, timeoutMs: 400 }))
    const second = await failureOf(one.groups.mute('g2', { ...op, timeoutMs: 50 }))
    expect(second).toMatchObject({ kind: 'unreachable', reason: 'not_sent' })
    expect(await first).toMatchObject({ kind: 'uncertain', reason: 'timed_out' })
  })

  test('after five calls without an answer none is sent, until a probe is answered', async () => {
    const clock = { ms: 1_000_000 }
    const one = openim.client({ now: () => clock.ms, tokenStore: createMemoryTokenStore(() => clock.ms) })
    await one.groups.mute('g0', op)
    openim.answer = () => reset
    for (let n = 0; n < 5; n += 1) await failureOf(one.groups.mute('g1', op))
    expect(one.health()).toMatchObject({
      state: 'down',
      sinceMs: 1_000_000,
      lastError: { kind: 'uncertain' },
    })

    const sent = openim.calls.length
    expect(await failureOf(one.groups.mute('g1', op))).toMatchObject({
      kind: 'unreachable',
      reason: 'circuit_open',
    })
    expect(openim.calls).toHaveLength(sent)

    openim.answer = () => ok()
    clock.ms += 2_000
    await one.groups.mute('g1', op)
    expect(one.health()).toMatchObject({ state: 'up', sinceMs: 1_002_000 })
  })

  test('a refusal is an answer: OpenIM is up', async () => {
    openim.answer = () => refuse(1002)
    const one = openim.client()
    for (let n = 0; n < 8; n += 1) await failureOf(one.groups.mute('g1', op))
    expect(one.health()).toMatchObject({
      state: 'up',
      lastError: { kind: 'refused', reason: 'no_permission' },
    })
  })

  test('the caller gives up: at once, and OpenIM is not blamed', async () => {
    const one = openim.client()
    for (let n = 0; n < 6; n += 1) {
      const giveUp = new AbortController()
      // Once the call is under way, however busy this machine is.
      openim.answer = () => {
        setTimeout(() => giveUp.abort())
        return silence
      }
      const error = await failureOf(one.groups.byId('g1', { ...op, signal: giveUp.signal }))
      expect(error.reason).toBe('aborted')
    }
    expect(one.health().state).toBe('up')
  })
})
