import { z } from 'zod'
import type { Db } from '@/server/db/client'
import type { InviteReminder } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { announcement, deliver, senderOf, withoutOthers } from '@/server/features/notices/deliver'
import type { NoticeLanguage } from '@/server/features/notices/schema'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { enqueue } from '@/server/jobs/enqueue'
import { readSetting } from '@/server/settings'

/** In the language that is set for notices: OpenIM knows nobody's. */
const TEXTS: Record<NoticeLanguage, (group: string, people: number) => string> = {
  en: (group, people) =>
    people === 1
      ? `Somebody has applied to join “${group}” by an invite link and waits for an answer.`
      : `${people} people have applied to join “${group}” by an invite link and wait for an answer.`,
  'zh-CN': (group, people) => `有 ${people} 人通过邀请链接申请加入“${group}”，正在等待您的处理。`,
}

/**
 * Sends a reminder once and reads back that it was sent; where nobody waits any more, nothing is. What is in doubt is looked
 * at again later. Throws where OpenIM is away, to be tried again.
 */
export async function sendReminder(env: Env, id: string): Promise<void> {
  await withoutOthers(env.db, id, () => sendOne(env, id))
}

async function sendOne(env: Env, id: string): Promise<void> {
  const { prisma } = env.db
  const reminder = await takeUp(env.db, id)
  if (!reminder) return
  const { value } = await readSetting(prisma, AFTER_DECISION)
  const { groupId, userId, attempts } = reminder
  const outcome = await deliver(env, reminder, async () => {
    const sender = senderOf(value)
    const people = await waitingFor(env.db, groupId)
    if (!sender || people === 0) return null
    const group = await prisma.groupIndex.findUnique({ where: { groupId }, select: { name: true } })
    return announcement(sender, userId, TEXTS[value.language](group?.name ?? groupId, people), { groupId })
  })
  if (outcome === 'later') return await again(env, id)
  await prisma.inviteReminder.updateMany({
    where: { id, state: 'sending', attempts },
    data: { state: outcome, sentAt: outcome === 'sent' ? new Date() : null },
  })
}

const counted = z.tuple([z.object({ people: z.number() })])

/** How many people wait who applied by links of a group. */
async function waitingFor({ prisma }: Db, groupId: string): Promise<number> {
  const rows = await prisma.$queryRaw`
    SELECT count(DISTINCT r.user_id)::int AS people
    FROM invite AS i JOIN redemption AS r ON r.invite_id = i.id AND r.state = 'applied' WHERE i.group_id = ${groupId}`
  return counted.parse(rows)[0].people
}

/** Null where it has ended. */
async function takeUp({ prisma }: Db, id: string): Promise<InviteReminder | null> {
  const seen = await prisma.inviteReminder.findUnique({ where: { id } })
  if (!seen || (seen.state !== 'due' && seen.state !== 'sending')) return null
  const [taken] = await prisma.inviteReminder.updateManyAndReturn({
    where: { id, attempts: seen.attempts, state: seen.state },
    data: { state: 'sending', attempts: { increment: 1 } },
  })
  return taken ?? null
}

/** A call in doubt can still land; it is looked at again once it no longer can. */
async function again({ db, config }: Env, id: string): Promise<void> {
  const at = new Date(Date.now() + config.settleMs)
  await db.prisma.$transaction((tx) =>
    enqueue(tx, 'invites.remind', { reminderId: id }, `reminder:${id}`, at),
  )
}

/** Younger ones have a job that is about to run, s. */
const PATIENCE_S = 120
const MOST_AT_ONCE = 500
const ids = z.array(z.object({ id: z.string() }))

/** Asks again for reminders that a killed worker left, or whose pauses grew while OpenIM was away. */
export async function catchUpReminders({ prisma }: Db): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw`
      SELECT id::text FROM invite_reminder
      WHERE state IN ('due', 'sending') AND created_at < now() - ${PATIENCE_S} * interval '1 second'
      ORDER BY created_at LIMIT ${MOST_AT_ONCE}`
    for (const { id } of ids.parse(rows))
      await enqueue(tx, 'invites.remind', { reminderId: id }, `reminder:${id}`)
  })
}
