import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getCase } from '@/server/features/cases/get'
import { tokenOf } from '@/server/testing/chat'
import { reportedMessage } from '@/server/testing/evidence'
import { ofMessage, postReport } from '@/server/testing/reports'
import { testWorld, type World } from '@/server/testing/world'
import { evidenceBody, sha256Of } from './body'
import { fetchEvidence } from './fetch'

let world: World
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world.close())

async function shown(caseId: string) {
  const { number } = await world.env.db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })
  return await getCase(world.env.db, { actor: await world.staff(), requestId: 'test' }, number)
}
const reportedIn = async (caseId: string) => {
  const { evidence } = await shown(caseId)
  return evidence.messages.find(({ reported }) => reported)
}

describe('what is reported is kept and shown as it was, and is nothing but text', () => {
  test.each([
    ['a script', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['text that turns direction', 'invoice\u202egpj.exe \u2066\u2067\u2068 \u200f'],
    ['marks that pile up', `Z${'\u0351\u0344\u0306'.repeat(200)}algo`],
    ['a sentence of the catalogue', '{name, plural, one {#} other {#}} {reason}'],
    ['SQL', "'; DROP TABLE evidence; --"],
  ])('%s', async (_what, text) => {
    const { caseId } = await reportedMessage(world, text)
    expect(await reportedIn(caseId)).toMatchObject({ text, cut: null })
  })

  test('broken UTF-16 and NUL are replaced, and the hash covers what is kept', async () => {
    const { caseId, subjectId } = await reportedMessage(world, 'a\ud800b\0c')
    expect((await reportedIn(caseId))?.text).toBe('a\ufffdb\ufffdc')
    const row = await world.env.db.prisma.evidence.findUniqueOrThrow({ where: { subjectId } })
    expect(sha256Of(evidenceBody.parse(row.body))).toBe(row.sha256)
  })

  test('an enormous text is kept whole and shown in part', async () => {
    const text = '大'.repeat(60_000)
    const { caseId, subjectId } = await reportedMessage(world, text)
    expect(await reportedIn(caseId)).toMatchObject({ text: '大'.repeat(20_000), cut: 60_000 })
    const { body } = await world.env.db.prisma.evidence.findUniqueOrThrow({ where: { subjectId } })
    expect(JSON.stringify(body)).toContain(text)
  })

  test.each([
    ['no JSON', 'not json {'],
    ['JSON of another kind', '[1,2,3]'],
    ['a number for a text', '{"content": 5}'],
    ['deep nesting', `${'{"content":'.repeat(500)}1${'}'.repeat(500)}`],
  ])('content that is %s breaks nothing', async (_what, content) => {
    const { caseId } = await reportedMessage(world, { contentType: 101, content: { content } })
    expect((await shown(caseId)).evidence.state).toBe('stored')
  })
})

test('a forged copy is shown as differing, beside what OpenIM had, and a true one as matching', async () => {
  const { caseId, message, other, owner, reporter } = await reportedMessage(world, 'See you on Monday.')
  const copy = (content: string) => ({
    copy: { contentType: 101, content, sendId: message.senderId, sendTime: message.sentAt },
  })
  const forged = JSON.stringify({ content: 'I will find you on Monday.\u202e' })
  await postReport(world, await tokenOf(world, other), ofMessage(message, copy(forged)))
  await postReport(world, await tokenOf(world, owner), ofMessage(message, copy(message.content)))
  const { copy: true_ } = copy(message.content)
  const blames = { copy: { ...true_, sendId: owner, sendTime: message.sentAt - 60_000 } }
  await postReport(world, await tokenOf(world, reporter), ofMessage(message, blames))
  await fetchEvidence(world.env, caseId)
  const { reportsList, evidence } = await shown(caseId)
  expect(reportsList.map(({ comparison, copyText, differs }) => [comparison, copyText, differs])).toEqual([
    [
      'differs',
      'See you on Monday.',
      { in: ['sender', 'time'], sender: owner, sentAt: message.sentAt - 60_000 },
    ],
    ['differs', 'I will find you on Monday.\u202e', { in: ['words'], sender: null, sentAt: null }],
    ['match', null, null],
  ])
  expect(evidence.messages.find(({ reported }) => reported)?.text).toBe('See you on Monday.')
})

test('the evidence of a message that is taken back afterwards stays', async () => {
  const { caseId, message } = await reportedMessage(world, 'I never said this')
  await world.env.openim.messages.revoke(message.conversationId, message.seq, { operationId: 'test' })
  await fetchEvidence(world.env, caseId)
  expect(await reportedIn(caseId)).toMatchObject({ text: 'I never said this', revokedAt: null })
})

test('the address of a picture of an emergency never leaves the server', async () => {
  const size = { uuid: '', type: 'png', size: 1, width: 1, height: 1, url: 'https://cdn.test/secret.png' }
  const content = { sourcePath: '', sourcePicture: size, bigPicture: size, snapshotPicture: size }
  const { caseId } = await reportedMessage(world, { contentType: 102, content }, { reason: 'child_safety' })
  const { number } = await world.env.db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })
  const detail = await getCase(world.env.db, { actor: await world.staff('owner'), requestId: 'test' }, number)
  expect(detail.evidence.messages.find(({ reported }) => reported)).toMatchObject({
    pictureUrl: null,
    pictureHeld: true,
  })
  expect(JSON.stringify(detail)).not.toContain('cdn.test')
})
