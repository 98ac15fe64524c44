import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unseal } from '@/server/audit/personal'
import { say } from '@/server/testing/chat'
import { reportedMessage } from '@/server/testing/evidence'
import { testWorld, type World } from '@/server/testing/world'
import { accusedNow } from './accused-now'
import { lookAgain } from './look-again'
import { moreMessages } from './more'

let world: World
const op = { operationId: 'test' }
const by = async (role?: Parameters<World['staff']>[0]) => ({
  actor: await world.staff(role),
  requestId: 'test',
})

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 1_000 })
})
afterAll(() => world.close())

const sightings = (evidenceId: string) =>
  world.env.db.prisma.evidenceSighting.findMany({ where: { evidenceId }, orderBy: { seenAt: 'asc' } })
/** Looks without the memory of the look before. */
async function look(subjectId: string, evidenceId: string) {
  await world.env.fast.del(`evidence-look:${evidenceId}`)
  return await lookAgain(world.env, await by(), subjectId)
}

describe('a reported message, looked at again', () => {
  test('is as it was kept, then taken back, then gone; each is kept once and the evidence stays', async () => {
    const { message, subjectId, evidenceId } = await reportedMessage(world, 'to be taken back')
    const evidence = await world.env.db.prisma.evidence.findUniqueOrThrow({ where: { subjectId } })
    expect(await look(subjectId, evidenceId)).toMatchObject({ read: true, now: 'as_kept' })
    expect(await sightings(evidenceId)).toEqual([])

    await world.env.openim.messages.revoke(message.conversationId, message.seq, op)
    const all = await Promise.all([look(subjectId, evidenceId), look(subjectId, evidenceId)])
    expect(all).toMatchObject([{ now: 'revoked' }, { now: 'revoked' }])
    expect(await sightings(evidenceId)).toMatchObject([{ kind: 'revoked' }])

    await world.env.openim.messages.deleteForAll(message.conversationId, [message.seq], {}, op)
    expect(await look(subjectId, evidenceId)).toMatchObject({ now: 'deleted' })
    expect(await look(subjectId, evidenceId)).toMatchObject({ now: 'deleted' })
    expect((await sightings(evidenceId)).map(({ kind }) => kind)).toEqual(['revoked', 'deleted'])
    expect(await world.env.db.prisma.evidence.findUniqueOrThrow({ where: { subjectId } })).toEqual(evidence)
    expect(JSON.stringify(evidence.body)).toContain('to be taken back')
  })

  test('is read once for all who open the case together', async () => {
    const { subjectId } = await reportedMessage(world, 'many look')
    const first = await lookAgain(world.env, await by(), subjectId)
    world.sandbox.addFaults([{ route: '*', kind: 'code-500-before', times: 0 }])
    try {
      expect(await lookAgain(world.env, await by(), subjectId)).toEqual(first)
    } finally {
      world.sandbox.faults.clear()
    }
  })

  test('is unread while OpenIM is away', async () => {
    const { subjectId } = await reportedMessage(world, 'away')
    world.sandbox.addFaults([{ route: '*', kind: 'code-500-before', times: 0 }])
    try {
      expect(await lookAgain(world.env, await by(), subjectId)).toEqual({ read: false })
    } finally {
      world.sandbox.faults.clear()
    }
  })
})

describe('more of the conversation', () => {
  test('is read before and after, audited with its purpose first, and not kept', async () => {
    const { groupId, owner, message, subjectId, caseId, reporter } = await reportedMessage(
      world,
      'the reported one',
    )
    for (let i = 0; i < 3; i += 1) await say(world, owner, { groupId }, `later ${i}`)
    const staff = await by()
    const more = await moreMessages(world.env, staff, {
      subjectId,
      side: 'after',
      seq: message.seq,
      purpose: 'who answered',
    })
    expect(more.messages.map(({ text }) => text)).toEqual(['later 0', 'later 1', 'later 2'])
    expect(more.messages[0]?.sender).toMatchObject({ id: owner, role: 'owner' })
    expect(more.isEnd).toBe(true)
    const [row] = await world.env.db.prisma.auditRow.findMany({
      where: { action: 'case.messages_read', caseId },
    })
    expect(row).toMatchObject({ actorId: staff.actor.id, after: { from: message.seq + 1 } })
    if (!row?.personal) throw new Error('no purpose')
    const subject = { kind: row.subjectKind, id: row.subjectId, caseId: row.caseId }
    expect(await unseal(world.env.db.prisma, subject, row.personal)).toContain('who answered')
    expect(reporter).not.toBe('')
    const before = await moreMessages(world.env, staff, {
      subjectId,
      side: 'before',
      seq: 1,
      purpose: 'the start',
    })
    expect(before).toMatchObject({ messages: [], isEnd: true })
  })

  test('is on record even where OpenIM does not answer', async () => {
    const { subjectId, caseId, message } = await reportedMessage(world, 'x y z')
    world.sandbox.addFaults([{ route: '*', kind: 'code-500-before', times: 0 }])
    const input = { subjectId, side: 'before', seq: message.seq, purpose: 'context' } as const
    try {
      await expect(moreMessages(world.env, await by(), input)).rejects.toMatchObject({ name: 'OpenimError' })
    } finally {
      world.sandbox.faults.clear()
    }
    expect(
      await world.env.db.prisma.auditRow.count({ where: { action: 'case.messages_read', caseId } }),
    ).toBe(1)
  })
})

test('the accused is read as they are now', async () => {
  const { caseId, groupId, admin } = await reportedMessage(world, 'who is this')
  const until = Date.now() + 3_600_000
  await world.env.openim.groups.muteMember(groupId, admin, 3_600, op)
  const now = await accusedNow(world.env, await by(), caseId)
  expect(now).toMatchObject({ read: true, name: `Nick ${admin}`, role: 'admin' })
  if (!now.read || now.mutedUntil === null) throw new Error('not muted')
  expect(Math.abs(now.mutedUntil - until)).toBeLessThan(10_000)
})
