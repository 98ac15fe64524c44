import { appendAudit } from '@/server/audit/append'
import { unseal } from '@/server/audit/personal'
import { system } from '@/server/auth/actor'
import type { Notice } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { enqueue } from '@/server/jobs/enqueue'
import { readSetting } from '@/server/settings'
import { announcement, deliver, senderOf, withoutOthers } from './deliver'
import { AFTER_DECISION } from './settings'

const NOTICES = system('notices')

/**
 * Sends a notice once and reads back that it was sent. What is in doubt is looked at again later. Throws where OpenIM is
 * away, to be tried again.
 */
export async function sendNotice(env: Env, noticeId: string): Promise<void> {
  await withoutOthers(env.db, noticeId, () => sendOne(env, noticeId))
}

async function sendOne(env: Env, noticeId: string): Promise<void> {
  const { prisma } = env.db
  const { value } = await readSetting(prisma, AFTER_DECISION)
  const sender = senderOf(value)
  if (!sender) {
    await prisma.notice.updateMany({ where: { id: noticeId, state: 'due' }, data: { state: 'kept' } })
    return
  }
  const notice = await takeUp(env, noticeId)
  if (!notice) return
  const { userId, number } = notice
  const outcome = await deliver(env, notice, async () => {
    const text = await prisma.$transaction((tx) => unseal(tx, { kind: 'user', id: userId }, notice.body))
    return text === null ? null : announcement(sender, userId, text, { notice: number })
  })
  if (outcome === 'later') await later(env, notice)
  else await ended(env, notice, outcome)
}

/** Null where it has ended. */
async function takeUp({ db }: Env, id: string): Promise<Notice | null> {
  const seen = await db.prisma.notice.findUnique({ where: { id } })
  if (!seen || (seen.state !== 'due' && seen.state !== 'sending')) return null
  const [taken] = await db.prisma.notice.updateManyAndReturn({
    where: { id, attempts: seen.attempts, state: seen.state },
    data: { state: 'sending', attempts: { increment: 1 } },
  })
  return taken ?? null
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
