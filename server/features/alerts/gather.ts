import { z } from 'zod'
import type { Db, Tx } from '@/server/db/client'
import type { Env } from '@/server/env'
import { type Planned, planMessages } from './gather-plan'
import { ALERT_EVENTS } from './kinds'
import { quietOf } from './quiet-of'

/** One channel, or one person on call. */
type To = { channelId: string; staffId: null } | { channelId: null; staffId: string }

const MOST_AT_ONCE = 5_000

const event = z.enum(ALERT_EVENTS)
const targetRow = z.union([
  z.object({ channelId: z.string(), staffId: z.null() }),
  z.object({ channelId: z.null(), staffId: z.string() }),
])
const lastRow = z.object({ event: event.nullable(), createdAt: z.date(), underWay: z.boolean() })

/** Makes messages of the alerts that wait, where their time has come. Any number of processes may run it. */
export async function gatherAlerts(
  { db, config }: Pick<Env, 'db' | 'config'>,
  now = Date.now(),
): Promise<void> {
  // Whoever is on call is written to by e-mail alone.
  if (!config.alerts.smtp) {
    await db.prisma.alert.deleteMany({ where: { staffId: { not: null }, messageId: null } })
  }
  for (const to of await targets(db)) await db.prisma.$transaction((tx) => gatherFor(tx, to, now))
}

async function targets({ prisma }: Db): Promise<To[]> {
  const rows = await prisma.$queryRaw`
    SELECT DISTINCT a.channel_id AS "channelId", a.staff_id AS "staffId"
    FROM alert AS a LEFT JOIN alert_channel AS c ON c.id = a.channel_id
    WHERE a.message_id IS NULL AND (c.enabled OR a.channel_id IS NULL)`
  return z.array(targetRow).parse(rows)
}

async function gatherFor(tx: Tx, to: To, now: number): Promise<void> {
  const name = `alerts:${to.channelId ?? to.staffId}`
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${name}, 0))`
  const waiting = await tx.alert.findMany({
    where: { ...to, messageId: null },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: MOST_AT_ONCE,
    select: { id: true, event: true, at: true },
  })
  const settings = await settingsOf(tx, to)
  if (!settings) return
  const planned = planMessages(
    waiting.map(({ at, ...rest }) => ({ ...rest, at: at.getTime() })),
    settings,
    await lastOf(tx, to),
    now,
  )
  for (const message of planned) await write(tx, to, message)
}

/** Null where a channel was switched off or removed meanwhile. Nobody on call has quiet hours. */
async function settingsOf(tx: Tx, { channelId }: To) {
  if (channelId === null) return { quiet: null, wakes: true }
  const row = await tx.alertChannel.findUnique({ where: { id: channelId } })
  return row?.enabled ? { quiet: quietOf(row), wakes: row.wakes } : null
}

async function lastOf(tx: Tx, { channelId, staffId }: To) {
  const rows = await tx.$queryRaw`
    SELECT DISTINCT ON (event) event, created_at AS "createdAt", state IN ('due', 'sending') AS "underWay"
    FROM alert_message
    WHERE channel_id = ${channelId}::uuid OR staff_id = ${staffId}::uuid
    ORDER BY event, created_at DESC`
  return new Map(
    z
      .array(lastRow)
      .parse(rows)
      .map((row) => [row.event, { madeAt: row.createdAt.getTime(), underWay: row.underWay }] as const),
  )
}

async function write(tx: Tx, to: To, { event: of, ids }: Planned): Promise<void> {
  const { id } = await tx.alertMessage.create({ data: { ...to, event: of }, select: { id: true } })
  await tx.alert.updateMany({ where: { id: { in: ids }, messageId: null }, data: { messageId: id } })
}
