import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { type AlertMessage, Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { languageFor } from '@/server/features/notices/compose'
import { AFTER_DECISION } from '@/server/features/notices/settings'
import { readSetting } from '@/server/settings'
import { compose } from './compose'
import { deliver, type Target } from './deliver'
import { GIVE_UP_MS, pauseMs } from './gather-plan'
import { readTold } from './read-message'
import { ALERT_LANGUAGES, type AlertLanguage, type Delivered } from './schema'

/** After this a message that somebody took up belongs to nobody again: they were killed. */
const LEASE_S = 120
const AT_ONCE = 20
const MOST_ROUNDS = 10

type Needed = Pick<Env, 'db' | 'config'>

/** Messages to be sent now, emergencies first. */
export const dueMessagesSql = Prisma.sql`
  SELECT id FROM alert_message WHERE state IN ('due', 'sending') AND next_at <= now()
  ORDER BY event IS DISTINCT FROM 'emergency', next_at, id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`

const taken = z.array(z.object({ id: z.string() }))

/**
 * Sends every message that is due, once each: of several workers one gets it. What fails is tried again with growing pauses
 * for a day. A worker that is killed between sending and writing that down leaves a message that is sent a second time,
 * under the same id.
 */
export async function sendAlerts(env: Needed): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const messages = await takeUp(env.db)
    await Promise.all(messages.map((message) => sendOne(env, message)))
    if (messages.length < AT_ONCE) return
  }
}

async function takeUp({ prisma }: Db): Promise<AlertMessage[]> {
  const rows = await prisma.$queryRaw`
    UPDATE alert_message
    SET state = 'sending', attempts = attempts + 1, next_at = now() + ${LEASE_S} * interval '1 second'
    WHERE id IN (${dueMessagesSql})
    RETURNING id`
  const ids = taken.parse(rows).map(({ id }) => id)
  return await prisma.alertMessage.findMany({ where: { id: { in: ids }, state: 'sending' } })
}

async function sendOne(env: Needed, row: AlertMessage): Promise<void> {
  const to = await targetOf(env.db, row)
  if (!to) return await note(env.db, row, { state: 'failed', problem: 'refused' })
  const now = Date.now()
  const consoleUrl = env.config.url
  const told = await readTold(env.db, row.id)
  const message = compose(told, row.event === null, { language: to.language, consoleUrl, now })
  const delivered = await deliver(env.config.alerts, to, {
    id: row.id,
    message,
    told,
    isTest: false,
    now,
    consoleUrl,
  })
  await note(env.db, row, nextOf(row, delivered, now))
  if (row.channelId !== null) await noteOnChannel(env.db, row.channelId, delivered)
}

/** Null where whoever it is for works here no more. */
async function targetOf(
  { prisma }: Db,
  row: AlertMessage,
): Promise<(Target & { language: AlertLanguage }) | null> {
  if (row.channelId !== null) {
    const channel = await prisma.alertChannel.findUnique({ where: { id: row.channelId } })
    return channel && { ...channel, language: z.enum(ALERT_LANGUAGES).parse(channel.language) }
  }
  const staff = await prisma.staff.findUnique({
    where: { id: row.staffId ?? '', disabledAt: null },
    select: { email: true, languages: true },
  })
  if (!staff) return null
  const { value } = await readSetting(prisma, AFTER_DECISION)
  const language = languageFor(staff.languages[0] ?? '', value.language)
  return { kind: 'email', recipients: [staff.email], address: null, secret: null, language }
}

function nextOf(
  row: AlertMessage,
  { problem }: Delivered,
  now: number,
): Prisma.AlertMessageUpdateManyMutationInput {
  if (problem === null || problem === 'some_refused') {
    return { state: 'sent', sentAt: new Date(now), problem }
  }
  if (now - row.createdAt.getTime() > GIVE_UP_MS) return { state: 'failed', problem }
  const pause = pauseMs(row.attempts, row.event === 'emergency')
  return { state: 'due', problem, nextAt: new Date(now + pause) }
}

/** What became of it, unless another worker has it meanwhile. */
async function note({ prisma }: Db, row: AlertMessage, data: Prisma.AlertMessageUpdateManyMutationInput) {
  await prisma.alertMessage.updateMany({
    where: { id: row.id, state: 'sending', attempts: row.attempts },
    data,
  })
}

/** Keeps with a channel how sending to it went last. */
export async function noteOnChannel(
  { prisma }: Db,
  id: string,
  { problem, answer }: Delivered,
): Promise<void> {
  const now = new Date()
  const sent = problem === null || problem === 'some_refused'
  // Raw: the problem becomes SQL's null, not JSON's.
  const why = problem === null ? null : JSON.stringify({ code: problem, answer })
  await prisma.$executeRaw`
    UPDATE alert_channel
    SET failures = CASE WHEN ${why}::jsonb IS NULL THEN 0 ELSE failures + 1 END, problem = ${why}::jsonb,
        tried_at = ${now}, sent_at = CASE WHEN ${sent} THEN ${now} ELSE sent_at END
    WHERE id = ${id}::uuid`
}
