import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimCase } from '@/server/features/cases/claim'
import { followUp } from '@/server/features/notices/follow-up'
import { muteReporter } from '@/server/features/reporters/mute'
import { createHub } from '@/server/live/hub'
import { startLiveListener } from '@/server/live/listener'
import { decideAs } from '@/server/testing/cases'
import { createInvites } from '@/server/testing/invites'
import { freshGroup, ofGroup, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { createLinkCache, followHub } from './link-cache'
import { reportAsVisitor } from './report-group'
import { REFUSED_AFTER_MS, resolve } from './resolve'

let world: World
let invites: ReturnType<typeof createInvites>

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  invites = createInvites(world)
})
afterAll(() => world.close())

const prisma = () => world.env.db.prisma
let addresses = 0
const visitor = () => ({ address: `192.0.2.${++addresses % 250}-${addresses}` })

describe('a link that was looked at a moment ago', () => {
  test('is seen as it is now once it, its uses or its group changed', async () => {
    const cache = createLinkCache()
    const hub = createHub()
    const stop = new AbortController()
    const settings = { url: world.database.url, onEvent: hub.publish, onLost: () => {} }
    const listener = await new Promise<ReturnType<typeof startLiveListener>>((ready) => {
      const started = startLiveListener({ ...settings, onConnect: () => ready(started) })
    })
    const following = followHub(cache, hub, stop.signal)
    const { id, code, groupId } = await invites.link({ maxUses: 1 })
    const at = new Date()
    const known = { name: 'Harbour', memberCount: 2, status: 'normal', createdAt: at, readAt: at } as const
    await prisma().groupIndex.create({ data: { groupId, ...known } })
    const look = () => resolve(world.env, code, visitor(), cache)
    const kept = () => expect.poll(() => cache.get(code), { timeout: 2_000 })
    expect(await look()).toMatchObject({ kind: 'working', link: { card: { name: 'Harbour' } } })
    // It is kept once what was told of its making has come.
    await expect.poll(() => look().then(() => cache.get(code)), { timeout: 2_000 }).toBeDefined()
    await prisma().groupInviteRule.create({ data: { groupId, hidesCard: true } })
    await kept().toBeUndefined()
    expect(await look()).toMatchObject({ kind: 'working', link: { card: null } })
    await prisma().invite.update({ where: { id }, data: { used: 1 } })
    await kept().toBeUndefined()
    expect(await look()).toMatchObject({ kind: 'refused', why: 'used_up' })
    stop.abort()
    await following
    await listener.stop()
  })
})

describe('codes that do not work', () => {
  test('take the same time, whatever is the matter with them', async () => {
    const links = await Promise.all(Array.from({ length: 4 }, () => invites.link({ maxUses: 1 })))
    const [revoked, paused, expired, usedUp] = links.map(({ id }) => ({ where: { id } }))
    if (!revoked || !paused || !expired || !usedUp) throw new Error('a link is missing')
    await prisma().invite.update({ ...revoked, data: { state: 'revoked' } })
    await prisma().invite.update({ ...paused, data: { state: 'paused', pauseReason: 'staff' } })
    await prisma().invite.update({ ...expired, data: { expiresAt: new Date(0) } })
    await prisma().invite.update({ ...usedUp, data: { used: 1 } })
    const codes = ['ZZZZZZZZZZZZ', 'no code', ...links.map(({ code }) => code)]
    const cache = createLinkCache()
    const times = codes.map((): number[] => [])
    for (let round = 0; round < 20; round++) {
      // In another order each time, so that none is always the first.
      for (let turn = 0; turn < codes.length; turn++) {
        const at = (turn + round) % codes.length
        const begun = performance.now()
        const { kind } = await resolve(world.env, codes[at] ?? '', visitor(), cache)
        if (kind !== 'refused') throw new Error(`${codes[at]} is ${kind}`)
        times[at]?.push(performance.now() - begun)
      }
    }
    const medians = times.map((all) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0)
    expect(Math.min(...medians)).toBeGreaterThanOrEqual(REFUSED_AFTER_MS - 1)
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(3)
  })
})

describe('a report of a visitor', () => {
  const report = (groupId: string, more: object = {}) =>
    reportAsVisitor(world.env, {
      ...{ groupId, reason: 'scam', text: 'They took my money', acceptLanguage: 'en', ...visitor() },
      ...more,
    })

  test('joins the case of its group, marked, and touches nobody’s record', async () => {
    const group = await freshGroup(world)
    await postReport(world, group.token, ofGroup(group.id))
    expect(await report(group.id)).toEqual({ kind: 'sent' })
    expect(await report(group.id)).toEqual({ kind: 'sent' })
    const [opened, ...more] = await prisma().case.findMany({
      where: { groupId: group.id },
      include: { reports: true },
    })
    expect(more).toEqual([])
    expect(opened?.reportsCount).toBe(3)
    const strangers = opened?.reports.filter(({ reporterId }) => reporterId.startsWith('visitor:')) ?? []
    expect(strangers).toHaveLength(2)
    expect(JSON.stringify(strangers)).not.toContain('192.0.2')
    const caseId = opened?.id ?? ''
    const admin = await world.staff('admin')
    const by = { actor: admin, requestId: 'test' }
    const { epoch } = await claimCase(world.env.db, by, caseId)
    const policy = { id: 'spam', version: 1 }
    await decideAs(world, admin, { caseId, epoch, policy, notify: { reporter: true, person: false } })
    const recorded = await prisma().reporterRecord.findMany()
    expect(recorded.map(({ reporterId }) => reporterId)).toEqual([group.reporter])
    const { id: decisionId } = await prisma().decision.findFirstOrThrow({ where: { caseId } })
    await followUp(world.env.db, decisionId)
    const told = await prisma().notice.findMany({ where: { caseId } })
    expect(told.map(({ userId }) => userId)).toEqual([group.reporter])
    const until = Date.now() + 3_600_000
    const mute = { reporterId: strangers[0]?.reporterId ?? '', until, reason: 'Noise' }
    await expect(muteReporter(world.env.db, by, mute)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('of the same address on the same day counts once, and a few an hour are taken', async () => {
    const { groupId } = await world.group(1)
    const from = visitor()
    for (const text of ['One', 'Two', 'Two', 'Three', '']) {
      expect(await report(groupId, { text, ...from })).toEqual({ kind: 'sent' })
    }
    expect(await report(groupId, from)).toMatchObject({ kind: 'too_many' })
    const reports = await prisma().report.findMany({ where: { case: { groupId } } })
    expect(reports.map(({ text }) => text)).toEqual(['One\n\nTwo\n\nThree'])
  })

  test('needs a reason that is in use, and no more text than a report may have', async () => {
    const { groupId } = await world.group(1)
    expect(await report(groupId, { reason: '' })).toEqual({ kind: 'wrong', field: 'reason' })
    expect(await report(groupId, { text: 'x'.repeat(2_001) })).toEqual({ kind: 'wrong', field: 'text' })
    await expect(report('no-such-group')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('alerts people of an emergency, until too many strangers cry', async () => {
    const emergencies = async () => {
      const { groupId } = await world.group(1)
      await report(groupId, { reason: 'danger' })
      return (await prisma().case.findFirstOrThrow({ where: { groupId } })).emergency
    }
    const all: boolean[] = []
    for (let n = 0; n < 6; n++) all.push(await emergencies())
    expect(all).toEqual([true, true, true, true, true, false])
  })
})
