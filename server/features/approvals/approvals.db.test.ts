import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expireApprovals } from '@/server/actions/approval/end'
import type { ActionName } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import { outcomeOf, perform } from '@/server/testing/actions'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { kill, standbyWorker } from '@/server/testing/crash'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'

let world: World
let lin: StaffActor
let mara: StaffActor
let jonas: StaffActor
let work: ReturnType<typeof workers>
beforeAll(async () => {
  world = await testWorld({ settleMs: 500 })
  ;[lin, mara, jonas] = await Promise.all([world.staff(), world.staff('admin'), world.staff('owner')])
  await setRules({ dismissalFrom: 3, peopleAbove: 50, itemsAbove: 3 })
  work = workers(world)
})
afterAll(async () => {
  await work?.close()
  await world?.close()
})
afterEach(() => expect(work.errors).toEqual([]))

const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env })
const reason = 'because of the test'

async function setRules(rules: { dismissalFrom: number; peopleAbove: number; itemsAbove: number }) {
  const { settings } = as(jonas)
  const { version } = await settings.approvalRules()
  await settings.setApprovalRules({ value: { ...rules, expiresHours: 24 }, version })
}

/** Plans an action and submits it, as the dialog does. */
async function submit(actor: StaffActor, action: ActionName, subjectId: string, more: object = {}) {
  const { actions } = as(actor)
  const plan = await actions.plan({ action, subjectId })
  const { ledgerId } = await actions.submit({
    action,
    subjectId,
    plannedVersion: plan.version,
    reason,
    ...more,
  })
  return { ledgerId, plan }
}

/** The request that belongs to an action. */
async function requestOf(ledgerId: string) {
  return await world.env.db.prisma.approval.findUniqueOrThrow({ where: { ledgerId } })
}

async function proposed(size = 5) {
  const { groupId, userIds } = await world.group(size)
  const { ledgerId, plan } = await submit(lin, 'group.dismiss', groupId)
  const { id: approvalId, interimId } = await requestOf(ledgerId)
  return { groupId, userIds, ledgerId, plan, approvalId, interimId: interimId ?? '' }
}

const status = async (groupId: string) =>
  (await world.env.openim.groups.byId(groupId, { operationId: 'test' }))?.status
const stateOf = async (id: string) => (await as(lin).ledger.get({ id })).state

/** As if its time had run out. */
const runOut = (id: string) =>
  world.env.db.prisma.approval.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } })

describe('a dismissal that a second person has to agree with', () => {
  test('suspends at once, and is carried out once somebody else agrees', async () => {
    const { groupId, ledgerId, plan, approvalId, interimId } = await proposed()
    expect(plan.approval).toMatchObject({ rule: 'dismissal' })
    await outcomeOf(world, interimId)
    expect(await status(groupId)).toBe('muted')
    expect(await stateOf(ledgerId)).toBe('awaiting_approval')
    const seen = await as(mara).approvals.get({ approvalId })
    expect(seen).toMatchObject({
      state: 'waiting',
      action: 'group.dismiss',
      rule: 'dismissal',
      people: 5,
      reason,
      by: { id: lin.id },
      suspendedMeanwhile: true,
      interim: { id: interimId, cause: 'proposal', state: 'verified' },
      keptFrom: null,
    })
    expect(seen.approvers).toEqual([mara.name, jonas.name].sort())
    await as(mara).approvals.approve({ approvalId, note: 'So be it.' })
    expect((await outcomeOf(world, ledgerId)).state).toBe('verified')
    expect(await status(groupId)).toBe('dismissed')
    expect(await as(lin).approvals.get({ approvalId })).toMatchObject({
      state: 'approved',
      decidedBy: { id: mara.id },
      note: 'So be it.',
      keptFrom: 'approval_over',
    })
    const { items } = await as(lin).approvals.list({ which: 'answered' })
    expect(items[0]?.id).toBe(approvalId)
  })

  test('is never answered by whoever proposed it, not even past the code', async () => {
    const { groupId } = await world.group(5)
    const { ledgerId } = await submit(mara, 'group.dismiss', groupId)
    const { id: approvalId } = await requestOf(ledgerId)
    const { approvals } = as(mara)
    await expect(approvals.approve({ approvalId })).rejects.toThrow('own_request')
    await expect(approvals.refuse({ approvalId, note: 'No, no.' })).rejects.toThrow('own_request')
    await expect(as(lin).approvals.approve({ approvalId })).rejects.toThrow('forbidden')
    expect((await approvals.get({ approvalId })).keptFrom).toBe('own_request')
    const admin = new Client({ connectionString: world.database.url })
    await admin.connect()
    const write = `UPDATE approval SET state = 'approved', decided_by_id = $2, decided_at = now() WHERE id = $1`
    await expect(admin.query(write, [approvalId, mara.id])).rejects.toThrow('approval_by_another')
    await admin.end()
    await approvals.withdraw({ approvalId })
    expect(await stateOf(ledgerId)).toBe('cancelled')
  })

  test('a refusal lifts the suspension and says who refused', async () => {
    const { groupId, ledgerId, approvalId, interimId } = await proposed()
    await outcomeOf(world, interimId)
    await as(mara).approvals.refuse({ approvalId, note: 'Talk to them first.' })
    await expect.poll(() => status(groupId), { timeout: 15_000 }).toBe('normal')
    const item = await as(lin).ledger.get({ id: ledgerId })
    expect(item).toMatchObject({ state: 'refused', outcome: { code: 'approval_refused' } })
    expect(await as(lin).approvals.get({ approvalId })).toMatchObject({
      state: 'refused',
      note: 'Talk to them first.',
    })
    const { items } = await as(lin).ledger.list({ group: groupId })
    expect(items[0]).toMatchObject({ action: 'group.lift', cause: 'proposal_over', by: null })
  })

  test('one that runs out lifts only its own suspension', async () => {
    const alone = await proposed()
    const touched = await proposed()
    await Promise.all([outcomeOf(world, alone.interimId), outcomeOf(world, touched.interimId)])
    await perform(world, mara, 'group.lift', touched.groupId)
    await perform(world, mara, 'group.suspend', touched.groupId)
    await Promise.all([runOut(alone.approvalId), runOut(touched.approvalId)])
    await expireApprovals(world.env)
    await expireApprovals(world.env)
    expect(await stateOf(alone.ledgerId)).toBe('refused')
    await expect.poll(() => status(alone.groupId), { timeout: 15_000 }).toBe('normal')
    expect(await stateOf(touched.ledgerId)).toBe('refused')
    expect(await status(touched.groupId)).toBe('muted')
    const { items } = await as(lin).ledger.list({ group: touched.groupId })
    expect(items.filter((item) => item.cause === 'proposal_over')).toEqual([])
    await expect(as(mara).approvals.approve({ approvalId: alone.approvalId })).rejects.toThrow(
      'approval_over',
    )
  })

  test('one that ran out and was not ended yet can no longer be agreed with', async () => {
    const { approvalId, ledgerId, groupId } = await proposed()
    await runOut(approvalId)
    await expect(as(mara).approvals.approve({ approvalId })).rejects.toThrow('approval_over')
    expect(await stateOf(ledgerId)).toBe('awaiting_approval')
    await expireApprovals(world.env)
    await expect.poll(() => status(groupId), { timeout: 15_000 }).toBe('normal')
  })

  test('is planned anew: what came in its way meanwhile keeps it from being agreed with', async () => {
    const { groupId, approvalId, ledgerId, interimId } = await proposed()
    await outcomeOf(world, interimId)
    await world.env.openim.groups.dismiss(groupId, { operationId: 'test' })
    await expect.poll(() => status(groupId)).toBe('dismissed')
    await expect(as(mara).approvals.approve({ approvalId })).rejects.toThrow('obstacle')
    expect(await stateOf(ledgerId)).toBe('awaiting_approval')
    await as(lin).approvals.withdraw({ approvalId })
  })

  test('is asked of owners alone where the group is protected', async () => {
    const { groupId, approvalId } = await proposed()
    const before = await as(mara).approvals.counts()
    await world.env.db.prisma.groupExtension.update({ where: { groupId }, data: { protected: true } })
    expect((await as(mara).approvals.get({ approvalId })).keptFrom).toBe('protected')
    expect((await as(mara).approvals.counts()).answerable).toBe(before.answerable - 1)
    expect((await as(mara).approvals.get({ approvalId })).approvers).toEqual([jonas.name])
    await expect(as(mara).approvals.approve({ approvalId })).rejects.toThrow('protected')
    await as(jonas).approvals.refuse({ approvalId, note: 'Protected since.' })
  })

  test('of two who answer at once, one is heard', async () => {
    const { approvalId, ledgerId, groupId } = await proposed()
    const answers = await Promise.allSettled([
      as(mara).approvals.approve({ approvalId }),
      as(jonas).approvals.refuse({ approvalId, note: 'I say no.' }),
    ])
    expect(answers.filter(({ status: how }) => how === 'fulfilled')).toHaveLength(1)
    const [approved] = answers
    const expected = approved.status === 'fulfilled' ? ['verified', 'dismissed'] : ['refused', 'normal']
    await outcomeOf(world, ledgerId)
    await expect
      .poll(async () => [await stateOf(ledgerId), await status(groupId)], { timeout: 20_000 })
      .toEqual(expected)
  })

  test('is carried out at once in an emergency, and every owner is told until they have seen it', async () => {
    const { groupId } = await world.group(5)
    const second = await world.staff('owner')
    await expect(submit(lin, 'group.dismiss', groupId, { emergency: true })).rejects.toThrow('forbidden')
    const { ledgerId } = await submit(mara, 'group.dismiss', groupId, { emergency: true })
    expect((await outcomeOf(world, ledgerId)).state).toBe('verified')
    const { id: approvalId, state } = await requestOf(ledgerId)
    expect(state).toBe('emergency')
    for (const owner of [jonas, second]) expect((await as(owner).approvals.counts()).emergencies).toBe(1)
    expect((await as(mara).approvals.counts()).emergencies).toBe(0)
    await expect(as(mara).approvals.seen({ approvalIds: [approvalId] })).rejects.toThrow('forbidden')
    await as(jonas).approvals.seen({ approvalIds: [approvalId] })
    await as(jonas).approvals.seen({ approvalIds: [approvalId] })
    expect((await as(jonas).approvals.counts()).emergencies).toBe(0)
    expect((await as(second).approvals.counts()).emergencies).toBe(1)
    const audited = await world.env.db.prisma.auditRow.count({
      where: { action: 'approval.seen', subjectId: approvalId },
    })
    expect(audited).toBe(1)
  })

  test('outlives a worker that is killed in between', async () => {
    await work.close()
    const { groupId, approvalId, ledgerId, interimId } = await proposed()
    const first = await standbyWorker(world)
    first.send('go')
    await expect.poll(() => stateOf(interimId), { timeout: 20_000, interval: 5 }).not.toBe('planned')
    await kill(first)
    await as(mara).approvals.approve({ approvalId })
    const second = await standbyWorker(world)
    second.send('go')
    await expect.poll(() => stateOf(ledgerId), { timeout: 20_000, interval: 5 }).not.toBe('planned')
    await kill(second)
    work = workers(world)
    expect((await outcomeOf(world, ledgerId, 60_000)).state).toBe('verified')
    expect(await status(groupId)).toBe('dismissed')
    expect(await world.env.openim.groups.members.ids(groupId, { operationId: 'test' })).toEqual([])
  }, 120_000)
})

describe('personal limits', () => {
  test('turn what goes beyond them into a request, and keep whoever has them from answering one', async () => {
    const small = await world.staff('admin')
    const none = { longestMuteMs: null, largestGroup: null }
    const limits = { longestMuteMs: 3_600_000, largestGroup: 3 }
    await expect(
      as(mara).settings.setStaffLimits({ staffId: small.id, limits, before: none }),
    ).rejects.toThrow('forbidden')
    await as(jonas).settings.setStaffLimits({ staffId: small.id, limits, before: none })
    await expect(
      as(jonas).settings.setStaffLimits({ staffId: small.id, limits: none, before: none }),
    ).rejects.toThrow('setting_changed')
    expect(await as(jonas).settings.staffLimits()).toContainEqual({
      id: small.id,
      name: small.name,
      role: 'admin',
      limits,
    })

    const { groupId, userIds } = await world.group(4)
    const { ledgerId, plan } = await submit(small, 'group.suspend', groupId)
    expect(plan.approval).toMatchObject({ rule: 'limit' })
    expect(await stateOf(ledgerId)).toBe('awaiting_approval')
    expect((await requestOf(ledgerId)).interimId).toBeNull()
    await as(mara).approvals.approve({ approvalId: (await requestOf(ledgerId)).id })
    expect((await outcomeOf(world, ledgerId)).state).toBe('verified')
    const lift = await submit(small, 'group.lift', groupId)
    expect(lift.plan.approval).toBeNull()

    const hour = Date.now() + 3_000_000
    const member = `${groupId}/${userIds[2]}`
    const { actions } = as(small)
    const mute = async (until: number) =>
      (await actions.plan({ action: 'member.mute', subjectId: member, input: { until } })).approval
    expect(await mute(hour)).toBeNull()
    expect(await mute(Date.now() + 86_400_000)).toMatchObject({ rule: 'limit' })

    const { approvalId } = await proposed(5)
    expect((await as(small).approvals.get({ approvalId })).keptFrom).toBe('beyond_your_limit')
    await expect(as(small).approvals.approve({ approvalId })).rejects.toThrow('beyond_your_limit')
    const names = await as(lin).approvals.approvers({ action: 'group.dismiss', largest: 5 })
    expect(names).toContain(mara.name)
    expect(names).not.toContain(small.name)
    await as(lin).approvals.withdraw({ approvalId })
  })
})

describe('a batch', () => {
  async function planned(size: number, actor = lin) {
    const made = await Promise.all(Array.from({ length: size }, () => world.group(2)))
    const subjectIds = made.map(({ groupId }) => groupId)
    const { batchId } = await batchesOf(world, actor).prepare({ action: 'group.suspend', subjectIds })
    return { subjectIds, batch: await batchIn(world, batchId, ['planned']) }
  }

  test('of more items than one may run alone waits, and runs once somebody else agrees', async () => {
    const few = await planned(3)
    expect((await batchesOf(world, lin).get({ batchId: few.batch.id })).approval).toBeNull()
    const { batch, subjectIds } = await planned(4)
    const batchId = batch.id
    expect((await batchesOf(world, lin).get({ batchId })).approval).toMatchObject({ rule: 'items', id: null })
    const start = { batchId, planHash: batch.planHash ?? '', reason }
    expect(await batchesOf(world, lin).start(start)).toEqual({ waits: true })
    await expect(batchesOf(world, lin).start(start)).rejects.toThrow('batch_not_planned')
    const { approval } = await batchesOf(world, lin).get({ batchId })
    const approvalId = approval?.id ?? ''
    expect(await as(mara).approvals.get({ approvalId })).toMatchObject({
      batchNumber: batch.number,
      items: 4,
      people: 8,
      subject: null,
      reason,
      keptFrom: null,
    })
    await expect(as(lin).approvals.approve({ approvalId })).rejects.toThrow('forbidden')
    await as(mara).approvals.approve({ approvalId })
    expect((await batchIn(world, batchId, ['done'])).counts).toEqual({ verified: 4 })
    expect(await Promise.all(subjectIds.map(status))).toEqual(subjectIds.map(() => 'muted'))
  })

  test('that is refused, withdrawn or not answered never runs', async () => {
    const ends = {
      refuse: (approvalId: string) => as(mara).approvals.refuse({ approvalId, note: 'Too many.' }),
      withdraw: (approvalId: string) => as(lin).approvals.withdraw({ approvalId }),
      expire: async (approvalId: string) => {
        await runOut(approvalId)
        await expireApprovals(world.env)
      },
    }
    for (const end of Object.values(ends)) {
      const { batch, subjectIds } = await planned(4)
      await batchesOf(world, lin).start({ batchId: batch.id, planHash: batch.planHash ?? '', reason })
      const { approval } = await batchesOf(world, lin).get({ batchId: batch.id })
      await end(approval?.id ?? '')
      expect((await batchesOf(world, lin).get({ batchId: batch.id })).state).toBe('abandoned')
      expect(await Promise.all(subjectIds.map(status))).toEqual(subjectIds.map(() => 'normal'))
    }
  })

  test('runs at once in an emergency, and every owner is told', async () => {
    const before = (await as(jonas).approvals.counts()).emergencies
    const { batch } = await planned(4, mara)
    const start = { batchId: batch.id, planHash: batch.planHash ?? '', reason, emergency: true }
    expect(await batchesOf(world, mara).start(start)).toEqual({ waits: false })
    await batchIn(world, batch.id, ['done'])
    expect((await as(jonas).approvals.counts()).emergencies).toBe(before + 1)
  })
})

describe('requests', () => {
  test('are listed page by page: the one that ends first before the others', async () => {
    const made = [await proposed(3), await proposed(3), await proposed(3)]
    const ours = new Set(made.map(({ approvalId }) => approvalId))
    const found: string[] = []
    for (let cursor: string | null = null, first = true; first || cursor; first = false) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await as(mara).approvals.list({
        limit: 2,
        cursor,
      })
      found.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(found.filter((id) => ours.has(id))).toEqual(made.map(({ approvalId }) => approvalId))
    expect(new Set(found).size).toBe(found.length)
    await expect(as(mara).approvals.list({ cursor: 'made up' })).rejects.toThrow('cursor_invalid')
    await expect(as(await world.staff('support')).approvals.list({})).rejects.toThrow('forbidden')
    for (const { approvalId } of made) await as(lin).approvals.withdraw({ approvalId })
  })

  test('settings are changed by owners only, and never over a newer value', async () => {
    const { value, version } = await as(mara).settings.approvalRules()
    await expect(as(mara).settings.setApprovalRules({ value, version })).rejects.toThrow('forbidden')
    await as(jonas).settings.setApprovalRules({ value, version })
    await expect(as(jonas).settings.setApprovalRules({ value, version })).rejects.toThrow('setting_changed')
    await expect(as(lin).settings.approvalRules()).rejects.toThrow('forbidden')
    const bad = { value: { ...value, expiresHours: 0 }, version: version + 1 }
    await expect(as(jonas).settings.setApprovalRules(bad)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
