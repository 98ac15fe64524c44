import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { CASE_ROLES, checkStaff, needOwner } from './queues'
import { type By, changedMeanwhile, unlessTaken } from './saved'
import type { ChatId, ChatIdInput, DeskStaff, SetStaffDesk, StaffDesk } from './schema'

/** Everybody who works on cases, with their languages, queues and who they are in the chat; by name. */
export async function listDeskStaff(db: Db): Promise<DeskStaff[]> {
  const rows = await db.prisma.staff.findMany({
    where: { disabledAt: null, role: { in: [...CASE_ROLES] } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      role: true,
      languages: true,
      queues: { orderBy: { queueId: 'asc' }, select: { queueId: true, onCall: true } },
    },
  })
  const chatIds = await chatIdsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map(({ languages, queues, ...who }) => ({
    ...who,
    desk: { languages: languages.toSorted(), queues },
    chatIds: chatIds.filter(({ staffId }) => staffId === who.id),
  }))
}

/** Who these are in the chat. */
export async function chatIdsOf({ prisma }: Db, staffIds: readonly string[]): Promise<ChatId[]> {
  const rows = await prisma.staffChatId.findMany({
    where: { staffId: { in: [...staffIds] } },
    orderBy: { userId: 'asc' },
    select: { staffId: true, userId: true, linkedAt: true },
  })
  const people = await prisma.personIndex.findMany({
    where: { userId: { in: rows.map(({ userId }) => userId) } },
    select: { userId: true, nickname: true },
  })
  return rows.map(({ linkedAt, ...row }) => ({
    ...row,
    name: people.find(({ userId }) => userId === row.userId)?.nickname ?? null,
    linkedAt: linkedAt.getTime(),
  }))
}

/**
 * Sets somebody's languages and queues. Throws DomainError `conflict` / `setting_changed`, `not_found`, `invalid` /
 * `queue_unknown`, `forbidden` / `restricted_by_owner`.
 */
export async function setStaffDesk({ prisma }: Db, by: By, { staffId: id, desk, before }: SetStaffDesk) {
  await prisma.$transaction(async (tx) => {
    await checkStaff(tx, [id])
    await tx.$queryRaw`SELECT 1 FROM staff WHERE id = ${id}::uuid FOR UPDATE`
    const now = await tx.staff.findUniqueOrThrow({
      where: { id },
      select: { languages: true, queues: { select: { queueId: true, onCall: true } } },
    })
    if (textOf(now) !== textOf(before)) changedMeanwhile(true)
    await tx.staff.update({ where: { id }, data: { languages: desk.languages } })
    await setQueues(tx, by, id, desk, before)
    await appendAudit(tx, {
      ...by,
      action: 'staff.desk_set',
      subject: { kind: 'staff', id },
      before: ordered(before),
      after: ordered(desk),
    })
  })
}

async function setQueues(tx: Tx, by: By, staffId: string, desk: StaffDesk, before: StaffDesk): Promise<void> {
  const of = ({ queues }: StaffDesk) => new Map(queues.map(({ queueId, onCall }) => [queueId, onCall]))
  const [was, is] = [of(before), of(desk)]
  const touched = [...new Set([...was.keys(), ...is.keys()])]
    .filter((id) => was.get(id) !== is.get(id))
    .sort()
  const queues = await tx.queue.findMany({ where: { id: { in: touched } }, select: { restricted: true } })
  if (queues.length !== touched.length)
    throw new DomainError('invalid', 'queue_unknown', { field: 'desk.queues' })
  if (queues.some(({ restricted }) => restricted)) needOwner(by)
  await tx.queueMember.deleteMany({ where: { staffId, queueId: { in: touched } } })
  await tx.queueMember.createMany({
    data: desk.queues
      .filter(({ queueId }) => touched.includes(queueId))
      .map((queue) => ({ ...queue, staffId })),
    skipDuplicates: true,
  })
  // Whoever has the queue's own members open sees that they changed.
  await tx.queue.updateMany({ where: { id: { in: touched } }, data: { version: { increment: 1 } } })
}

const ordered = ({ languages, queues }: StaffDesk) => ({
  languages: [...new Set(languages)].sort(),
  queues: queues
    .map(({ queueId, onCall }) => ({ queueId, onCall }))
    .sort((a, b) => (a.queueId < b.queueId ? -1 : 1)),
})

const textOf = (desk: StaffDesk) => JSON.stringify(ordered(desk))

/**
 * Notes who somebody is in the chat, so that they are refused cases of their own affair. Throws DomainError
 * `person_not_found`, `conflict` / `chat_id_taken`, and what OpenIM's client throws while OpenIM is away.
 */
export async function linkChatId({ db, openim }: Pick<Env, 'db' | 'openim'>, by: By, input: ChatIdInput) {
  const { staffId, userId } = input
  const [person] = await openim.users.info([userId], { operationId: by.requestId })
  if (!person) throw new DomainError('not_found', 'person_not_found', { field: 'userId' })
  await unlessTaken('chat_id_taken', 'userId', () =>
    db.prisma.$transaction(async (tx) => {
      await checkStaff(tx, [staffId])
      await tx.staffChatId.create({ data: { userId, staffId, linkedById: by.actor.id } })
      await noteLink(tx, by, 'staff.chat_id_linked', input)
    }),
  )
}

/** Takes a link back. Throws DomainError `not_found`. */
export async function unlinkChatId({ prisma }: Db, by: By, input: ChatIdInput): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const { count } = await tx.staffChatId.deleteMany({ where: input })
    if (count === 0) changedMeanwhile(false)
    await noteLink(tx, by, 'staff.chat_id_unlinked', input)
  })
}

async function noteLink(
  tx: Tx,
  by: By,
  action: 'staff.chat_id_linked' | 'staff.chat_id_unlinked',
  { staffId, userId }: ChatIdInput,
) {
  await appendAudit(tx, { ...by, action, subject: { kind: 'staff', id: staffId }, after: { userId } })
}
