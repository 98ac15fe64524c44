import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { messageId } from '@/server/actions/message/address'
import type { StaffActor } from '@/server/auth/actor'
import type { Role } from '@/server/auth/permissions'
import { type CsvValue, csvLine } from '@/server/csv'
import { batchesOf, batchIn, workers } from '@/server/testing/batches'
import { say } from '@/server/testing/chat'
import { testWorld, type World } from '@/server/testing/world'
import { createCaller } from '@/server/trpc/root'
import { exportPeople, peopleHeader } from './export'
import { writePeople } from './person-index'

let world: World
let admin: StaffActor
let working: ReturnType<typeof workers>
beforeAll(async () => {
  world = await testWorld({ timeoutMs: 5_000 })
  admin = await world.staff('admin')
  working = workers(world)
})
afterAll(async () => {
  await working?.close()
  await world?.close()
  expect(working.errors).toEqual([])
})

const options = { operationId: 'test' }
const as = (actor: StaffActor) => createCaller({ actor, requestId: 'test', env: world.env }).people
const people = () => as(admin)
const byNumber = async (number: number) =>
  (await world.env.db.prisma.batch.findUniqueOrThrow({ where: { number } })).id

/** Waits for the plan of a batch, runs it and waits for its end. */
async function run(number: number) {
  const id = await byNumber(number)
  const { planHash, counts } = await batchIn(world, id, ['planned'])
  await batchesOf(world, admin).start({ batchId: id, planHash: planHash ?? '', reason: 'as asked' })
  return { id, planned: counts, ended: await batchIn(world, id, ['done']) }
}

const fileOf = (rows: readonly (readonly string[])[]) =>
  ['id,nickname,avatar\r\n', ...rows.map(csvLine)].join('')

describe('an import', () => {
  test('registers whom nobody knew, leaves the others as they are, and changes nothing the second time', async () => {
    const { userIds } = await world.group(2)
    const [known = ''] = userIds
    const csv = fileOf([
      ['im_1', '李思远', 'https://example.org/l.png'],
      [known, 'Another name', ''],
      ['im_2', 'مريم', ''],
      ['not an id', 'Nobody', ''],
      ['im_1', 'Twice', ''],
      ['im_3', '', ''],
    ])
    const preview = await people().previewImport({ csv })
    expect(preview).toMatchObject({ counts: { new: 2, registered: 1, bad: 3 }, live: true })
    expect(preview.rows.map(({ line, problem }) => [line, problem])).toEqual([
      [2, null],
      [3, null],
      [4, null],
      [5, 'user_id_rules'],
      [6, 'import_repeated'],
      [7, 'import_nickname_missing'],
    ])
    await expect(people().prepareImport({ csv, onlyIfAllGood: true })).rejects.toMatchObject({
      cause: { reason: 'import_has_problems', facts: { bad: 3 } },
    })

    const { number } = await people().prepareImport({ csv })
    const { id, planned, ended } = await run(number)
    expect(planned).toEqual({ waiting: 3, left_out: 3 })
    expect(ended.counts).toEqual({ verified: 2, already_so: 1, left_out: 3 })
    const { items } = await batchesOf(world, admin).items({ batchId: id })
    expect(items.map(({ n, subject, state, why }) => [n, subject.id, state, why?.key])).toEqual([
      [1, 'im_1', 'verified', 'verified'],
      [2, known, 'already_so', 'already_so'],
      [3, 'im_2', 'verified', 'verified'],
      [4, '5: not an id', 'left_out', 'user_id_rules'],
      [5, '6: im_1', 'left_out', 'import_repeated'],
      [6, '7: im_3', 'left_out', 'import_nickname_missing'],
    ])
    const there = await world.env.openim.users.info(['im_1', known, 'im_2'], options)
    expect(there.map(({ id: userId, nickname, faceUrl }) => [userId, nickname, faceUrl])).toEqual([
      ['im_1', '李思远', 'https://example.org/l.png'],
      [known, `Nick ${known}`, ''],
      ['im_2', 'مريم', ''],
    ])

    const again = await people().prepareImport({ csv })
    expect((await run(again.number)).ended.counts).toEqual({ already_so: 3, left_out: 3 })
  })

  test('takes ten thousand rows, each an item with its own input', async () => {
    const csv = fileOf(Array.from({ length: 10_000 }, (_, i) => [`many_${i}`, `Person ${i}`, '']))
    const preview = await people().previewImport({ csv })
    expect(preview.counts).toEqual({ new: 10_000, registered: 0, bad: 0 })
    expect(preview.rows).toHaveLength(200)
    const { number } = await people().prepareImport({ csv, onlyIfAllGood: true })
    const id = await byNumber(number)
    const items = await world.env.db.prisma.batchItem.findMany({
      where: { batchId: id, n: { in: [1, 10_000] } },
      orderBy: { n: 'asc' },
      select: { subjectId: true, input: true },
    })
    expect(items).toEqual([
      { subjectId: 'many_0', input: { nickname: 'Person 0', faceUrl: '' } },
      { subjectId: 'many_9999', input: { nickname: 'Person 9999', faceUrl: '' } },
    ])
    await batchesOf(world, admin).stop({ batchId: id })
  })

  test('is for those who may register people', async () => {
    for (const role of ['support', 'moderator', 'auditor'] as const) {
      const actor = await world.staff(role)
      await expect(as(actor).previewImport({ csv: 'u,n' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(as(actor).prepareImport({ csv: 'u,n' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    }
  })

  test('of a file that cannot be read names what is wrong', async () => {
    await expect(people().prepareImport({ csv: 'id,email\nu,a@b' })).rejects.toMatchObject({
      cause: { reason: 'import_columns', field: 'csv' },
    })
    await expect(people().prepareImport({ csv: 'a b,Ann' })).rejects.toMatchObject({
      cause: { reason: 'import_none_good' },
    })
  })
})

describe('an action on many people', () => {
  test('by a filter takes all who match it now', async () => {
    const at = Date.now()
    const named = ['Filter 一', 'Filter 二', 'somebody else'].map((nickname, i) => ({
      id: `bf_${i}`,
      nickname,
      faceUrl: '',
      createdAt: at,
    }))
    await world.env.openim.users.register(named, options)
    await writePeople({ prisma: world.env.db.prisma }, named, at)
    const filter = { q: 'filter', sort: 'name' as const }
    const { number } = await people().prepareBatch({ action: 'user.logout', filter })
    const batch = await batchIn(world, await byNumber(number), ['planned'])
    expect(batch).toMatchObject({ action: 'user.logout', counts: { waiting: 2 }, people: 2 })
    await expect(
      people().prepareBatch({ action: 'user.logout', filter: { ...filter, q: 'no such name' } }),
    ).rejects.toMatchObject({ cause: { reason: 'nothing_chosen' } })
  })

  test('is one about people, and by somebody who may do it', async () => {
    await expect(people().prepareBatch({ action: 'group.dismiss', ids: ['x'] })).rejects.toMatchObject({
      cause: { reason: 'invalid', field: 'action' },
    })
    const moderator = await world.staff('moderator')
    await expect(as(moderator).prepareBatch({ action: 'user.logout', ids: ['x'] })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

test('messages that were found are revoked as a batch, each with its result', async () => {
  const { groupId, userIds } = await world.group(2)
  const [, writer = ''] = userIds
  const said = [
    await say(world, writer, { groupId }, 'buy now'),
    await say(world, writer, { groupId }, 'buy here'),
  ]
  const found = await people().messagesToRemove({ userId: writer, since: 'hour', purpose: 'spam wave' })
  expect(new Set(found.messages.map(({ subjectId }) => subjectId))).toEqual(new Set(said.map(messageId)))
  expect(found.groupNames).toEqual({})
  const { number } = await people().removeMessages({
    subjectIds: found.messages.map(({ subjectId }) => subjectId),
  })
  expect((await run(number)).ended).toMatchObject({ action: 'message.revoke', counts: { verified: 2 } })
  const support = await world.staff('support')
  await expect(as(support).removeMessages({ subjectIds: ['sg_1#1'] })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
})

test('an export holds all who match, page by page; cases only for those who may read them', async () => {
  const at = Date.now()
  const many = Array.from({ length: 1_500 }, (_, i) => ({
    id: `ex_${i}`,
    nickname: i === 7 ? '=HYPERLINK("x")' : `Export ${i}`,
    faceUrl: '',
    createdAt: at - i,
  }))
  await writePeople({ prisma: world.env.db.prisma }, many, at)
  const read = async (role: Role, q = 'export') => {
    const rows: CsvValue[][] = []
    for await (const page of exportPeople(world.env.db, { q, sort: 'registered' }, role)) rows.push(...page)
    return rows
  }
  const rows = await read('moderator')
  expect(rows).toHaveLength(1_499)
  expect(rows[0]?.length).toBe(peopleHeader('moderator').length)
  expect(peopleHeader('support')).not.toContain('open_cases')
  expect((await read('support'))[0]?.length).toBe(peopleHeader('support').length)
  const [odd] = await read('moderator', 'ex_7')
  expect(csvLine(odd ?? [])).toContain(`ex_7,"'=HYPERLINK(""x"")"`)
})
