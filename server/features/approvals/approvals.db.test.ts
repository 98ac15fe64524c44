import { Client } from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { expireApprovals } from '@/server/actions/approval/end'
import { outcomeOf, perform } from '@/server/testing/actions'
import { approvalsWorld, reason } from '@/server/testing/approvals'
import { workers } from '@/server/testing/batches'
import { kill, standbyWorker } from '@/server/testing/crash'

const { world, lin, mara, jonas, as, submit, requestOf, proposed, status, stateOf, runOut } =
  await approvalsWorld()
let work = workers(world)
afterAll(async () => {
  await work.close()
  await world.close()
})
afterEach(() => expect(work.errors).toEqual([]))

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
