import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { getAudit } from './get'
import { listAudit } from './list'
import { type AuditItem, auditListInput } from './schema'

let world: World
let ada: StaffActor
let caseId: string
let number: number

beforeAll(async () => {
  world = await testWorld()
  ada = await world.staff('admin')
  const row = await openCase(world, { groupId: 'g1' })
  caseId = row.id
  number = row.number
  const { db } = world.env
  await db.prisma.groupIndex.create({
    data: {
      groupId: 'g1',
      name: 'Study circle',
      memberCount: 1,
      status: 'normal',
      createdAt: new Date(),
      readAt: new Date(),
    },
  })
  const reporter = { kind: 'reporter', id: 'u1', name: 'Reporter' } as const
  const base = { requestId: 'r1', after: { n: 1 } }
  const subject = { kind: 'group', id: 'g1' } as const
  for (const entry of [
    { ...base, actor: reporter, action: 'report.received', subject, personal: { text: 'help' }, caseId },
    { ...base, actor: ada, action: 'case.claimed', subject, caseId },
    { ...base, actor: ada, action: 'staff.signed_in', subject: { kind: 'staff', id: ada.id } },
    {
      ...base,
      actor: ada,
      action: 'staff.sign_in_refused',
      subject: { kind: 'staff', id: 'no-such@address' },
    },
  ] as const) {
    await appendAudit(db.prisma, entry)
  }
})
afterAll(() => world.close())

async function list(filter: object): Promise<AuditItem[]> {
  return (await listAudit(world.env.db, auditListInput.parse(filter))).items
}
const actions = async (filter: object) => (await list(filter)).map((item) => item.action)

describe('the audit', () => {
  test('comes newest first, with names as known today', async () => {
    const items = await list({})
    expect(items.map((item) => item.action)).toEqual([
      'staff.sign_in_refused',
      'staff.signed_in',
      'case.claimed',
      'report.received',
    ])
    expect(items[1]?.subject).toEqual({ kind: 'staff', id: ada.id, name: ada.name })
    expect(items[3]).toMatchObject({
      actor: { kind: 'reporter', id: 'u1', name: 'Reporter' },
      subject: { kind: 'group', id: 'g1', name: 'Study circle' },
      caseNumber: number,
    })
  })

  test('is paged without repeats', async () => {
    const first = await listAudit(world.env.db, auditListInput.parse({ limit: 3 }))
    const input = auditListInput.parse({ limit: 3, cursor: first.nextCursor })
    const second = await listAudit(world.env.db, input)
    expect(first.items).toHaveLength(3)
    expect(second).toMatchObject({ items: [{ action: 'report.received' }], nextCursor: null })
  })

  test('is filtered by action, by actor and by subject', async () => {
    expect(await actions({ action: 'case.claimed' })).toEqual(['case.claimed'])
    expect(await actions({ actor: ada.id })).toHaveLength(3)
    expect(await actions({ actor: ada.name.toUpperCase() })).toHaveLength(3)
    expect(await actions({ actor: 'u1' })).toEqual(['report.received'])
    expect(await actions({ subject: 'g1' })).toEqual(['case.claimed', 'report.received'])
    expect(await actions({ subject: 'study CIRCLE' })).toEqual(['case.claimed', 'report.received'])
    expect(await actions({ subject: 'study' })).toEqual([])
    expect(await actions({ subject: 'g1', actor: 'u1' })).toEqual(['report.received'])
  })

  test('opens a row with its personal text, until the subject’s key is destroyed', async () => {
    const [row] = await list({ action: 'report.received' })
    const id = row?.id ?? ''
    expect(await getAudit(world.env.db, id)).toMatchObject({
      after: { n: 1 },
      before: null,
      personal: { text: 'help' },
      erased: false,
      requestId: 'r1',
    })
    await world.env.db.prisma.personalKey.update({
      where: { subjectKind_subjectId: { subjectKind: 'group', subjectId: 'g1' } },
      data: { wrapped: null, destroyedAt: new Date() },
    })
    expect(await getAudit(world.env.db, id)).toMatchObject({ personal: null, erased: true })
  })

  test('has no row that does not exist', async () => {
    const missing = getAudit(world.env.db, '018f0000-0000-7000-8000-000000000000')
    await expect(missing).rejects.toMatchObject({ code: 'not_found' })
  })
})
