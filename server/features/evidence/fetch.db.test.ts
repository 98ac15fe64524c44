import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getCase } from '@/server/features/cases/get'
import type { CaseDetail } from '@/server/features/cases/schema'
import type { Message } from '@/server/openim/message-schema'
import { say, tokenOf } from '@/server/testing/chat'
import { ofGroup, ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { evidenceBody, sha256Of } from './body'
import { fetchEvidence } from './fetch'

let world: World
const op = { operationId: 'test' }

beforeAll(async () => {
  world = await testWorld({ timeoutMs: 300 })
})
afterAll(() => world.close())

/** A group of an owner, an admin and a reporter, and a case made by reporting `message`. */
async function room() {
  const { groupId, userIds } = await world.group(4, 1)
  const [owner = '', admin = '', reporter = '', second = ''] = userIds
  return { groupId, owner, admin, reporter, second }
}

async function report(reporter: string, body: unknown): Promise<string> {
  const sent = await postReport(world, await tokenOf(world, reporter), body)
  const row = await world.env.db.prisma.report.findUniqueOrThrow({
    where: { number: sent.body.number ?? '' },
  })
  return row.caseId
}

async function shown(caseId: string): Promise<CaseDetail> {
  const { number } = await world.env.db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })
  return await getCase(world.env.db, { actor: await world.staff(), requestId: 'test' }, number)
}

const fetched = async (caseId: string) => {
  await fetchEvidence(world.env, caseId)
  return await shown(caseId)
}

const copyOf = (message: Message, content = message.content) => ({
  copy: { contentType: message.contentType, content, sendId: message.senderId, sendTime: message.sentAt },
})
const comparisons = (detail: CaseDetail) => detail.reportsList.map((one) => one.comparison)

describe('the evidence of a message', () => {
  test('holds it with twenty messages on each side and no more, who wrote it, and the group', async () => {
    const { groupId, owner, admin, reporter } = await room()
    const messages: Message[] = []
    for (let i = 0; i < 45; i += 1)
      messages.push(await say(world, i % 2 ? owner : admin, { groupId }, `line ${i}`))
    const target = messages[22]
    if (!target) throw new Error('no message')
    const detail = await fetched(await report(reporter, ofMessage(target, copyOf(target))))
    const { evidence } = detail
    expect(evidence.state).toBe('stored')
    expect(evidence.messages.map((message) => message.seq)).toEqual(
      Array.from({ length: 41 }, (_, i) => target.seq - 20 + i),
    )
    expect(evidence.messages.filter((message) => message.reported)).toMatchObject([
      { seq: target.seq, text: 'line 22', sender: { id: admin, role: 'admin' } },
    ])
    expect(evidence.messages[1]?.sender).toMatchObject({ id: owner, role: 'owner' })
    expect(evidence.group).toMatchObject({ id: groupId, members: 4, ownerId: owner, status: 'normal' })
    expect(evidence.person).toMatchObject({ id: admin, name: `Nick ${admin}` })
    expect(detail.subject).toMatchObject({ kind: 'user', id: admin, group: { id: groupId, role: 'admin' } })
    expect(comparisons(detail)).toEqual(['match'])
  })

  test('is hashed, stored once and never changed', async () => {
    const { groupId, owner, reporter } = await room()
    const message = await say(world, owner, { groupId }, 'as it was')
    const caseId = await report(reporter, ofMessage(message))
    await Promise.all([fetchEvidence(world.env, caseId), fetchEvidence(world.env, caseId)])
    const before = await world.env.db.prisma.evidence.findFirstOrThrow({ where: { caseId } })
    expect(sha256Of(evidenceBody.parse(before.body))).toBe(before.sha256)
    await world.env.openim.messages.revoke(message.conversationId, message.seq, op)
    await fetchEvidence(world.env, caseId)
    expect(await world.env.db.prisma.evidence.findFirstOrThrow({ where: { caseId } })).toEqual(before)
    const forged = { ...evidenceBody.parse(before.body), reportedSeq: 1 }
    const { evidence } = world.env.db.prisma
    await expect(evidence.updateMany({ where: { caseId }, data: { body: forged } })).rejects.toThrow()
    await expect(evidence.updateMany({ where: { caseId }, data: { sha256: '0' } })).rejects.toThrow()
    expect(await evidence.findFirstOrThrow({ where: { caseId } })).toEqual(before)
  })

  test('that was kept with ten messages on each side is still read', async () => {
    const { groupId, owner, reporter } = await room()
    const message = await say(world, owner, { groupId }, 'kept long ago')
    const detail = await fetched(await report(reporter, ofMessage(message)))
    const { body } = await world.env.db.prisma.evidence.findUniqueOrThrow({
      where: { subjectId: detail.evidence.subjectId },
    })
    const read = evidenceBody.parse(body)
    const [one] = read.messages
    const messages = Array.from({ length: 21 }, (_, i) => ({ ...one, seq: i }))
    expect(evidenceBody.safeParse({ ...read, messages }).success).toBe(true)
  })

  test('differs where the copy says something else, and shows what the copy says', async () => {
    const { groupId, owner, reporter, second } = await room()
    const message = await say(world, owner, { groupId }, 'good morning')
    const caseId = await report(
      reporter,
      ofMessage(message, copyOf(message, '{"content":"I will hurt you"}')),
    )
    await report(second, ofMessage(message))
    const detail = await fetched(caseId)
    expect(comparisons(detail)).toEqual(['differs', 'no_copy'])
    expect(detail.reportsList[0]?.copyText).toBe('I will hurt you')
  })

  test('a report that comes later is compared with what is stored, not with what OpenIM has by then', async () => {
    const { groupId, owner, reporter, second } = await room()
    const message = await say(world, owner, { groupId }, 'the original')
    const caseId = await report(reporter, ofMessage(message))
    await fetchEvidence(world.env, caseId)
    await world.env.openim.messages.deleteForAll(message.conversationId, [message.seq], {}, op)
    await report(second, ofMessage(message, copyOf(message)))
    expect(comparisons(await fetched(caseId))).toEqual(['no_copy', 'match'])
  })

  test('has the original of a message that was taken back, and when it was', async () => {
    const { groupId, owner, reporter } = await room()
    const message = await say(world, owner, { groupId }, 'I regret this')
    const before = Date.now()
    await world.env.openim.messages.revoke(message.conversationId, message.seq, op)
    const detail = await fetched(await report(reporter, ofMessage(message, copyOf(message))))
    const [reported] = detail.evidence.messages.filter((one) => one.reported)
    expect(reported).toMatchObject({ text: 'I regret this', sender: { id: owner } })
    expect(reported?.revokedAt).toBeGreaterThanOrEqual(before - 1_000)
    expect(comparisons(detail)).toEqual(['match'])
  })

  test('says gone, and keeps what was around it, when it was deleted for everybody', async () => {
    const { groupId, owner, reporter } = await room()
    await say(world, owner, { groupId }, 'before')
    const message = await say(world, owner, { groupId }, 'deleted')
    await world.env.openim.messages.deleteForAll(message.conversationId, [message.seq], {}, op)
    const detail = await fetched(await report(reporter, ofMessage(message, copyOf(message))))
    expect(detail.evidence.state).toBe('gone')
    expect(detail.evidence.messages.map((one) => one.text)).toContain('before')
    expect(detail.evidence.messages.find((one) => one.reported)).toMatchObject({ deleted: true, text: '' })
    expect(comparisons(detail)).toEqual(['gone'])
  })

  test('is read as the owner once the reporter has left and deleted their side', async () => {
    const { groupId, owner, reporter } = await room()
    const message = await say(world, owner, { groupId }, 'still here')
    const caseId = await report(reporter, ofMessage(message))
    await world.env.openim.groups.kick(groupId, [reporter], { sendMessage: false }, op)
    const detail = await fetched(caseId)
    expect(detail.evidence).toMatchObject({ state: 'stored' })
    expect(detail.evidence.messages.find((one) => one.reported)?.text).toBe('still here')
  })

  test('shows a sender who left as former member', async () => {
    const { groupId, reporter, second } = await room()
    const message = await say(world, second, { groupId }, 'and bye')
    const caseId = await report(reporter, ofMessage(message))
    await world.env.openim.groups.kick(groupId, [second], { sendMessage: false }, op)
    const detail = await fetched(caseId)
    expect(detail.evidence.messages.find((one) => one.reported)?.sender.role).toBe('former')
    expect(detail.subject.group?.role).toBe('former')
  })

  test('between two people holds their messages and no group', async () => {
    const { owner, reporter } = await room()
    const message = await say(world, owner, { userId: reporter }, 'just us')
    const detail = await fetched(await report(reporter, ofMessage(message, copyOf(message))))
    expect(detail).toMatchObject({ groupId: null, evidence: { state: 'stored', group: null } })
    expect(detail.evidence.messages).toMatchObject([{ text: 'just us', sender: { id: owner, role: null } }])
    expect(comparisons(detail)).toEqual(['match'])
  })

  test('keeps a picture’s address, and no address that is none', async () => {
    const { groupId, owner, reporter } = await room()
    const size = (url: string) => ({ uuid: '', type: 'png', size: 1, width: 1, height: 1, url })
    const content = {
      sourcePath: '',
      sourcePicture: size('https://cdn.test/big.png'),
      bigPicture: size('javascript:alert(1)'),
      snapshotPicture: size('https://cdn.test/small.png'),
    }
    const message = await say(world, owner, { groupId }, { contentType: 102, content })
    const detail = await fetched(await report(reporter, ofMessage(message, copyOf(message))))
    expect(detail.evidence.messages.find((one) => one.reported)?.pictureUrl).toBe('https://cdn.test/big.png')
    expect(comparisons(detail)).toEqual(['match'])
  })
})

describe('the evidence of a group or a person', () => {
  test('is the card, and no message', async () => {
    const { groupId, owner, reporter } = await room()
    await say(world, owner, { groupId }, 'nobody reported this')
    const ofTheGroup = await fetched(await report(reporter, ofGroup(groupId)))
    expect(ofTheGroup.evidence).toMatchObject({
      state: 'stored',
      messages: [],
      person: null,
      group: { id: groupId },
    })
    expect(comparisons(ofTheGroup)).toEqual(['no_copy'])
    const person = { subject: { kind: 'user', userId: owner }, reason: 'impersonation' }
    const ofThePerson = await fetched(await report(reporter, person))
    expect(ofThePerson.evidence).toMatchObject({
      state: 'stored',
      messages: [],
      person: { id: owner },
      group: null,
    })
    expect(ofThePerson).toMatchObject({ groupId: null, subject: { kind: 'user', id: owner, group: null } })
  })
})

describe('while OpenIM is away', () => {
  test('the evidence stays wanted and nothing is compared; it is fetched once OpenIM is back', async () => {
    const { groupId, owner, reporter } = await room()
    const message = await say(world, owner, { groupId }, 'later')
    const caseId = await report(reporter, ofMessage(message, copyOf(message)))
    world.sandbox.addFaults([{ route: '*', kind: 'code-500-before', times: 0 }])
    await expect(fetchEvidence(world.env, caseId)).rejects.toMatchObject({ name: 'OpenimError' })
    const detail = await shown(caseId)
    expect(detail.evidence).toMatchObject({ state: 'wanted', messages: [] })
    expect(comparisons(detail)).toEqual(['pending'])
    world.sandbox.faults.clear()
    expect((await fetched(caseId)).evidence.state).toBe('stored')
  })
})
