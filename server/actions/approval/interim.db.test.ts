import { Client } from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { expireApprovals } from '@/server/actions/approval/end'
import { watchOnce } from '@/server/actions/drift/watch'
import { endSuspensions } from '@/server/actions/group/end-suspensions'
import { unseal } from '@/server/audit/personal'
import { outcomeOf, perform } from '@/server/testing/actions'
import { approvalsWorld, reason } from '@/server/testing/approvals'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'

const { world, lin, mara, as, submit, requestOf, proposed, status, runOut } = await approvalsWorld()
const work = workers(world)
afterAll(async () => {
  await work.close()
  await world.close()
})
afterEach(() => expect(work.errors).toEqual([]))

const note = 'Talk to them first.'
const options = { operationId: 'behind-our-back' }
const watch = () => watchOnce(world.env, new AbortController().signal)

/** Resolves once nothing is under way on these groups. */
async function settled(groupIds: string[]) {
  const rows = await world.env.db.prisma.ledgerRow.findMany({
    where: { groupId: { in: groupIds }, state: { not: 'awaiting_approval' } },
    select: { id: true },
  })
  for (const { id } of rows) await outcomeOf(world, id)
}
async function statuses(groupIds: string[]) {
  await settled(groupIds)
  return await Promise.all(groupIds.map(status))
}

describe('the suspension of a proposed dismissal', () => {
  test('is lifted when it is refused, though it was put right and the card was changed meanwhile', async () => {
    const { groupId, approvalId } = await proposed()
    await settled([groupId])
    await world.env.openim.groups.unmute(groupId, options)
    await watch()
    expect(await statuses([groupId])).toEqual(['muted'])
    await perform(world, mara, 'group.edit', groupId, { name: 'Another name' })
    await as(mara).approvals.refuse({ approvalId, note })
    expect(await statuses([groupId])).toEqual(['normal'])
  })

  test('stays until the last of several proposals is over', async () => {
    const { groupId, approvalId } = await proposed()
    await settled([groupId])
    const second = await requestOf((await submit(mara, 'group.dismiss', groupId)).ledgerId)
    await as(mara).approvals.refuse({ approvalId, note })
    expect(await statuses([groupId])).toEqual(['muted'])
    await runOut(second.id)
    await expireApprovals(world.env)
    expect(await statuses([groupId])).toEqual(['normal'])
  })
})

test('a suspension that was there before ends by itself only after the proposal is over', async () => {
  const { groupId } = await world.group(5)
  await perform(world, mara, 'group.suspend', groupId, { until: Date.now() + 3_600_000 })
  const { id: approvalId } = await requestOf((await submit(lin, 'group.dismiss', groupId)).ledgerId)
  const inTwoHours = Date.now() + 7_200_000
  expect(await endSuspensions(world.env, inTwoHours)).toBe(0)
  await as(mara).approvals.refuse({ approvalId, note })
  expect(await statuses([groupId])).toEqual(['muted'])
  expect(await endSuspensions(world.env, inTwoHours)).toBe(1)
})

describe('a proposed batch of dismissals', () => {
  async function propose(subjectIds: string[]) {
    const { batchId } = await batchesOf(world, lin).prepare({ action: 'group.dismiss', subjectIds })
    const { planHash } = await batchIn(world, batchId, ['planned'])
    await batchesOf(world, lin).start({ batchId, planHash: planHash ?? '', reason })
    return { batchId, approvalId: (await requestOfBatch(batchId)).id }
  }
  const requestOfBatch = (batchId: string) =>
    world.env.db.prisma.approval.findUniqueOrThrow({ where: { batchId } })
  const groups = (count: number) =>
    Promise.all(Array.from({ length: count }, async () => (await world.group(3)).groupId))

  test('suspends every group at once, and goes on with those that nobody has acted on', async () => {
    const [undone = '', lifted = '', ...rest] = await groups(4)
    const { batchId, approvalId } = await propose([undone, lifted, ...rest])
    expect(await statuses([undone, lifted, ...rest])).toEqual(['muted', 'muted', 'muted', 'muted'])
    expect(await as(mara).approvals.get({ approvalId })).toMatchObject({ suspendedMeanwhile: true })
    await perform(world, mara, 'group.lift', lifted)
    await world.env.openim.groups.unmute(undone, options)
    await watch()
    await settled([undone])
    await as(mara).approvals.approve({ approvalId })
    expect((await batchIn(world, batchId, ['done'])).counts).toEqual({ verified: 3, left_out: 1 })
    expect(await statuses([undone, lifted, ...rest])).toEqual([
      'dismissed',
      'normal',
      'dismissed',
      'dismissed',
    ])
  })

  test('can be agreed with before its groups are suspended; what is protected since stays as it is', async () => {
    const subjectIds = await groups(5)
    const [guarded = ''] = subjectIds
    const { batchId } = await batchesOf(world, lin).prepare({ action: 'group.dismiss', subjectIds })
    const { planHash } = await batchIn(world, batchId, ['planned'])
    await world.env.db.prisma.groupExtension.upsert({
      where: { groupId: guarded },
      create: { groupId: guarded, protected: true },
      update: { protected: true },
    })
    await batchesOf(world, lin).start({ batchId, planHash: planHash ?? '', reason })
    expect(await statuses([guarded])).toEqual(['normal'])
    const { id: approvalId } = await requestOfBatch(batchId)
    await as(mara).approvals.approve({ approvalId })
    expect((await batchIn(world, batchId, ['done'])).counts).toEqual({ verified: 4, left_out: 1 })
    expect(await statuses([guarded])).toEqual(['normal'])
  })

  test('suspends and lifts its groups in one statement each, every one with the reason under its own key', async () => {
    const admin = new Client({ connectionString: world.database.url })
    await admin.connect()
    await admin.query(`
      CREATE TABLE written (action text, rows int);
      GRANT INSERT ON written TO steward_app;
      CREATE FUNCTION note_written() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO written SELECT action, count(*) FROM fresh GROUP BY action; RETURN NULL; END $$;
      CREATE TRIGGER note_written AFTER INSERT ON ledger REFERENCING NEW TABLE AS fresh
        FOR EACH STATEMENT EXECUTE FUNCTION note_written()`)
    const subjectIds = await groups(5)
    const { approvalId } = await propose(subjectIds)
    await settled(subjectIds)
    await as(mara).approvals.refuse({ approvalId, note })
    const { rows } = await admin.query('SELECT * FROM written ORDER BY action')
    await admin.query('DROP TRIGGER note_written ON ledger')
    await admin.end()
    expect(rows).toEqual([
      { action: 'group.lift', rows: 5 },
      { action: 'group.suspend', rows: 5 },
    ])
    const { prisma } = world.env.db
    const written = await prisma.ledgerRow.findMany({ where: { groupId: { in: subjectIds } } })
    const suspensions = new Map(
      written.flatMap((row) => (row.action === 'group.suspend' ? [[row.subjectId, row.id]] : [])),
    )
    const audits = await prisma.auditRow.findMany({
      where: { ledgerId: { in: written.map(({ id }) => id) } },
    })
    for (const { id, subjectId, reason: sealed, action, inverseOfId } of written) {
      const subject = { kind: 'group', id: subjectId }
      expect(await unseal(prisma, subject, sealed ?? new Uint8Array())).toBe(reason)
      const personal = audits.find((row) => row.ledgerId === id && row.action === action)?.personal
      const isSuspension = action === 'group.suspend'
      expect(inverseOfId).toBe(isSuspension ? null : suspensions.get(subjectId))
      expect(personal && (await unseal(prisma, subject, personal))).toBe(
        isSuspension ? JSON.stringify({ reason }) : null,
      )
    }
    expect(await statuses(subjectIds)).toEqual(Array(5).fill('normal'))
  })

  test('lifts what it suspended, and only that, when it is refused', async () => {
    const [before = '', also = '', ...rest] = await groups(4)
    await perform(world, mara, 'group.suspend', before)
    const { approvalId } = await propose([before, also, ...rest])
    await settled([also])
    const second = await requestOf((await submit(mara, 'group.dismiss', also)).ledgerId)
    await as(mara).approvals.refuse({ approvalId, note })
    expect(await statuses([before, also, ...rest])).toEqual(['muted', 'muted', 'normal', 'normal'])
    await as(mara).approvals.withdraw({ approvalId: second.id })
    expect(await statuses([also])).toEqual(['normal'])
  })
})
