import { appendAudit } from '@/server/audit/append'
import { unseal } from '@/server/audit/personal'
import { system } from '@/server/auth/actor'
import type { Notice } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { enqueue } from '@/server/jobs/enqueue'
import { isOpenimError } from '@/server/openim/errors'
import { readSetting } from '@/server/settings'
import type { AfterDecision } from './schema'
import { AFTER_DECISION } from './settings'

const NOTICES = system('notices')
/** An announcement in the notification chat (contract 7.6). */
const ANNOUNCEMENT = 1400
/** OpenIM remembers for a day what became of a message; within it nothing is sent twice. */
const REMEMBERED_MS = 23 * 3_600_000

type Sender = { id: string; name: string }

/**
 * Sends a notice once and reads back that it was sent: its id is the operation id, by which OpenIM tells what became of
 * it. What is in doubt is looked at again later. Throws where OpenIM is away, to be tried again.
 */
export async function sendNotice(env: Env, noticeId: string): Promise<void> {
  const { prisma } = env.db
  const { value } = await readSetting(prisma, AFTER_DECISION)
  const sender = senderOf(value)
  if (!sender) {
    await prisma.notice.updateMany({ where: { id: noticeId, state: 'due' }, data: { state: 'kept' } })
    return
  }
  const notice = await takeUp(env, noticeId)
  if (!notice) return
  if (notice.attempts > 1 && (await readBack(env, notice))) return
  if (Date.now() - notice.createdAt.getTime() > REMEMBERED_MS) return await ended(env, notice, 'failed')
  const text = await prisma.$transaction((tx) => unseal(tx, { kind: 'user', id: notice.userId }, notice.body))
  if (text === null) return await ended(env, notice, 'failed')
  try {
    await env.openim.messages.send(messageOf(sender, notice, text), { operationId: notice.id })
  } catch (error) {
    // Nothing was sent: the next attempt need not look.
    if (isOpenimError(error) && error.kind === 'unreachable') throw error
    if (!isOpenimError(error)) throw error
    if (await readBack(env, notice)) return
    if (error.kind === 'refused') return await ended(env, notice, 'failed')
    return await later(env, notice)
  }
  if (!(await readBack(env, notice))) await later(env, notice)
}

const senderOf = ({ accountId, accountName }: AfterDecision): Sender | null =>
  accountId === null ? null : { id: accountId, name: accountName }

/** Of two workers one gets it. */
async function takeUp({ db }: Env, id: string): Promise<Notice | null> {
  const seen = await db.prisma.notice.findUnique({ where: { id } })
  if (!seen || (seen.state !== 'due' && seen.state !== 'sending')) return null
  const [taken] = await db.prisma.notice.updateManyAndReturn({
    where: { id, attempts: seen.attempts, state: seen.state },
    data: { state: 'sending', attempts: { increment: 1 } },
  })
  return taken ?? null
}

/** True where OpenIM says what became of it, which is then written down. */
async function readBack(env: Env, notice: Notice): Promise<boolean> {
  const state = await env.openim.messages.sendState({ operationId: notice.id })
  if (state === 'sent') await ended(env, notice, 'sent')
  if (state === 'failed') await ended(env, notice, 'failed')
  return state === 'sent' || state === 'failed'
}

async function ended({ db }: Env, { id, userId, caseId, kind, attempts }: Notice, state: 'sent' | 'failed') {
  await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.notice.updateMany({
      where: { id, state: 'sending', attempts },
      data: { state, sentAt: state === 'sent' ? new Date() : null },
    })
    if (count === 0) return
    await appendAudit(tx, {
      actor: NOTICES,
      action: `notice.${state}`,
      subject: { kind: 'user', id: userId },
      after: { kind },
      requestId: id,
      caseId,
    })
  })
}

/** A call in doubt can still land; it is looked at again once it no longer can. */
async function later({ db, config }: Env, { id }: Notice): Promise<void> {
  const at = new Date(Date.now() + config.settleMs)
  await db.prisma.$transaction((tx) => enqueue(tx, 'notices.send', { noticeId: id }, `notice:${id}`, at))
}

function messageOf({ id, name }: Sender, { userId, number }: Notice, text: string) {
  return {
    senderId: id,
    senderNickname: name,
    to: { userId },
    contentType: ANNOUNCEMENT,
    content: {
      notificationName: name,
      notificationFaceURL: '',
      notificationType: 1,
      text,
      url: '',
      mixType: 0,
      ex: JSON.stringify({ notice: number }),
    },
  }
}
