import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { expireApprovals } from '@/server/actions/approval/end'
import { outcomeOf } from '@/server/testing/actions'
import { approvalsWorld, reason } from '@/server/testing/approvals'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'

const { world, lin, mara, jonas, as, submit, requestOf, proposed, status, stateOf, runOut } =
  await approvalsWorld()
const work = workers(world)
afterAll(async () => {
  await work.close()
  await world.close()
})
afterEach(() => expect(work.errors).toEqual([]))

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

    const heir = { action: 'group.transfer' as const, subjectId: groupId, input: { userId: userIds[1] } }
    expect((await as(small).actions.plan(heir)).approval).toMatchObject({ rule: 'limit' })

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
