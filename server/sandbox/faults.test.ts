import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FaultPlan } from './faults'
import { type Sandbox, startSandbox } from './server'
import { TestClient } from './test-client'

describe('FaultPlan', () => {
  it('strikes the nth call of a route, so many times', () => {
    const plan = new FaultPlan()
    plan.add([{ route: '/a', kind: 'hang', nth: 2, times: 2 }])
    const struck = Array.from({ length: 5 }, () => plan.strike('/a', '') !== undefined)
    expect(struck).toEqual([false, true, true, false, false])
    expect(plan.strike('/b', '')).toBeUndefined()
  })

  it('counts only calls whose body matches', () => {
    const plan = new FaultPlan()
    plan.add([{ route: '*', kind: 'hang', match: 'g2', times: 0 }])
    expect(plan.strike('/a', '{"groupID":"g1"}')).toBeUndefined()
    expect(plan.strike('/a', '{"groupID":"g2"}')?.kind).toBe('hang')
    expect(plan.strike('/b', '{"groupID":"g2"}')?.kind).toBe('hang')
  })
})

describe('faults over HTTP', () => {
  let sandbox: Sandbox
  let client: TestClient
  let groupID: string

  beforeEach(async () => {
    sandbox = await startSandbox({ storeDelayMs: 0 })
    client = await TestClient.signIn(sandbox.url)
    await client.users('u1', 'u2')
    groupID = await client.group('u1', ['u2'])
  })
  afterEach(() => sandbox.close())

  const route = '/group/mute_group'
  const status = () => sandbox.store.groups.get(groupID)?.status
  const mute = () => client.post(route, { groupID })
  const set = (rule: object) => client.control('POST', '/faults', { rules: [{ route, ...rule }] })

  it('answers an error without or with the effect', async () => {
    await set({ kind: 'code-500-before' })
    expect((await mute()).errCode).toBe(500)
    expect(status()).toBe(0)
    await set({ kind: 'error-after' })
    expect((await mute()).errCode).toBe(1001)
    expect(status()).toBe(3)
    expect(sandbox.store.counters.of(groupID).mute).toBe(1)
  })

  it('lets a call take effect twice', async () => {
    await set({ kind: 'twice' })
    expect((await mute()).errCode).toBe(0)
    expect(sandbox.store.counters.of(groupID).mute).toBe(2)
    await set({ kind: 'twice', ms: 20 })
    await mute()
    expect(sandbox.store.counters.of(groupID).mute).toBe(3)
    await expect.poll(() => sandbox.store.counters.of(groupID).mute).toBe(4)
  })

  it('resets the connection without or with the effect', async () => {
    await set({ kind: 'reset-before' })
    await expect(mute()).rejects.toThrow()
    expect(status()).toBe(0)
    await set({ kind: 'reset-after' })
    await expect(mute()).rejects.toThrow()
    expect(status()).toBe(3)
  })

  it('keeps a caller waiting, and takes effect only afterwards where told so', async () => {
    await set({ kind: 'timeout-after' })
    const waiting = fetch(sandbox.url + route, { method: 'POST', signal: AbortSignal.timeout(300) })
    await expect(waiting).rejects.toThrow('timeout')
    expect((await client.control('GET', `/calls?route=${route}`)).calls).toMatchObject([{ ran: true }])
  })

  it('lets a dropped call land late', async () => {
    await set({ kind: 'reset-before', landsAfterMs: 50 })
    await expect(mute()).rejects.toThrow()
    expect(status()).toBe(0)
    await expect.poll(status).toBe(3)
  })

  it('delays a call', async () => {
    await set({ kind: 'delay', ms: 60 })
    const start = performance.now()
    expect((await mute()).errCode).toBe(0)
    expect(performance.now() - start).toBeGreaterThan(50)
  })

  it('answers late, with the effect at once', async () => {
    await set({ kind: 'latency', ms: 60 })
    const start = performance.now()
    const muted = mute()
    await expect.poll(status).toBe(3)
    expect((await muted).errCode).toBe(0)
    expect(performance.now() - start).toBeGreaterThan(50)
  })

  it('refuses as the rate limiter does', async () => {
    await set({ kind: '429' })
    const response = await fetch(sandbox.url + route, { method: 'POST', body: '{}' })
    expect(response.status).toBe(429)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'retry-after': '1',
      'x-ratelimit-policy': 'BBR',
      'x-ratelimit-remaining': '0',
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    const errMsg = 'too many requests, please try again later'
    expect(await response.json()).toEqual({ errCode: 429, errMsg, errDlt: '' })
    expect(status()).toBe(0)
    expect((await mute()).errCode).toBe(0)
  })

  it('starts slowly', async () => {
    await set({ kind: 'slow-start', ms: 100, route: undefined })
    expect(await mute()).toMatchObject({ errCode: 500, errMsg: 'grpc service group-rpc-service down' })
    await expect.poll(async () => (await mute()).errCode).toBe(0)
  })

  it('gives away a token that nobody notices', async () => {
    const own = (await client.ok('/auth/get_user_token', { userID: 'u1', platformID: 5 })).token
    const rules = [{ kind: 'stolen-token', userID: 'u1' }]
    const [stolen] = (await client.control('POST', '/faults', { rules })).tokens
    expect(stolen).toMatchObject({ userID: 'u1', platformID: 5 })
    for (const token of [own, stolen.token]) {
      await client.ok('/conversation/get_all_conversations', { ownerUserID: 'u1' }, token)
    }
    await client.ok('/auth/force_logout', { userID: 'u1', platformID: 5 })
    expect((await client.post('/user/get_users_info', { userIDs: ['u1'] }, stolen.token)).errCode).toBe(1506)
  })

  it('forgets its rules when told to', async () => {
    await set({ kind: 'reset-before', times: 0 })
    await client.control('DELETE', '/faults')
    expect((await mute()).errCode).toBe(0)
  })

  it('names the field of a rule that is wrong and sets nothing', async () => {
    expect(await set({ kind: 'explode' })).toEqual({ error: expect.stringContaining('rules[0].kind') })
    expect(await set({ kind: 'stolen-token' })).toEqual({ error: expect.stringContaining('rules[0].userID') })
    expect(await set({ kind: 'delay', ms: 'x' })).toEqual({ error: expect.stringContaining('rules[0].ms') })
    expect((await mute()).errCode).toBe(0)
  })

  it('goes down and comes back', async () => {
    await client.control('POST', '/down', { down: true })
    await expect(mute()).rejects.toThrow()
    await client.control('POST', '/down', { down: false })
    expect((await mute()).errCode).toBe(0)
  })

  it('shows the calls it has seen, without secrets', async () => {
    await mute()
    const { calls, changes } = await client.control('GET', `/calls?route=${route}`)
    expect(calls).toMatchObject([{ route, body: { groupID }, errCode: 0, ran: true }])
    expect(changes[groupID]).toMatchObject({ create: 1, mute: 1 })
    const signIn = await client.control('GET', '/calls?route=/auth/get_admin_token')
    expect(JSON.stringify(signIn)).not.toContain('openIM123')
  })
})
