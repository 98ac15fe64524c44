import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import { sealByMaster } from '@/server/audit/personal'
import type { AuditAction } from '@/server/audit/schema'
import type { StaffActor } from '@/server/auth/actor'
import type { Config } from '@/server/config'
import type { Db, Tx } from '@/server/db/client'
import type { AlertChannel, Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { testMessage } from './compose'
import { deliver } from './deliver'
import { ALERT_EVENTS, SIGNS } from './kinds'
import { mayBeWebhook } from './post'
import { quietOf } from './quiet-of'
import {
  ALERT_LANGUAGES,
  type AlertLanguage,
  type AlertSettings,
  type ChannelRow,
  DELIVERY_PROBLEMS,
  type Delivered,
  type SaveChannel,
} from './schema'
import { noteOnChannel } from './send'

type By = { actor: StaffActor; requestId: string }
type Needed = Pick<Env, 'db' | 'config'>

const MOST_SHOWN = 200

/** All channels in the order they were made, with how sending to them went. No address or secret leaves. */
export async function listChannels({ db, config }: Needed): Promise<AlertSettings> {
  const rows = await db.prisma.alertChannel.findMany({
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: MOST_SHOWN,
  })
  return { channels: rows.map(channelRow), mail: config.alerts.smtp !== undefined }
}

const problem = z.object({ code: z.enum(DELIVERY_PROBLEMS), answer: z.string() }).nullable()

const channelRow = (row: AlertChannel): ChannelRow => ({
  id: row.id,
  version: row.version,
  kind: row.kind,
  name: row.name,
  recipients: row.recipients,
  host: row.host,
  signed: row.secret !== null,
  queueIds: row.queueIds,
  events: ALERT_EVENTS.filter((event) => row.events.includes(event)),
  language: languageOf(row),
  quiet: quietOf(row),
  wakes: row.wakes,
  enabled: row.enabled,
  failures: row.failures,
  problem: problem.parse(row.problem),
  triedAt: row.triedAt?.getTime() ?? null,
  sentAt: row.sentAt?.getTime() ?? null,
})

const languageOf = ({ language }: AlertChannel): AlertLanguage => z.enum(ALERT_LANGUAGES).parse(language)

/**
 * Makes a channel or changes one. Throws DomainError `invalid` naming the field, `conflict` / `setting_changed`,
 * `not_found`.
 */
export async function saveChannel(
  { db, config }: Needed,
  by: By,
  input: SaveChannel,
): Promise<{ id: string }> {
  return await db.prisma.$transaction(async (tx) => {
    const before = input.id === null ? null : await lockedChannel(tx, input.id, input.version)
    await check(tx, config, input, before)
    const data = dataOf(input)
    const { id } =
      before === null
        ? await tx.alertChannel.create({ data: { ...data, kind: input.kind }, select: { id: true } })
        : await tx.alertChannel.update({
            where: { id: before.id },
            data: { ...data, version: before.version + 1 },
            select: { id: true },
          })
    if (!input.enabled) await forget(tx, id)
    await note(tx, by, 'alert_channel.saved', id, {
      before: before ? traceOf(channelRow(before)) : undefined,
      after: { ...traceOf(input), addressSet: input.address !== null, secretSet: input.secret !== null },
    })
    return { id }
  })
}

/** Removes a channel with what waits for it. Throws DomainError `conflict` / `setting_changed`, `not_found`. */
export async function removeChannel(
  { prisma }: Db,
  by: By,
  { id, version }: { id: string; version: number },
): Promise<void> {
  await prisma.$transaction(async (tx) => {
    const before = await lockedChannel(tx, id, version)
    await tx.alertChannel.delete({ where: { id } })
    await note(tx, by, 'alert_channel.removed', id, { before: traceOf(channelRow(before)) })
  })
}

/** Sends a test to a channel at once, switched off or not, and says what came back. Throws DomainError `not_found`. */
export async function testChannel({ db, config }: Needed, by: By, id: string): Promise<Delivered> {
  const row = await db.prisma.alertChannel.findUnique({ where: { id } })
  if (!row) throw new DomainError('not_found', 'not_found')
  const delivered = await deliver(config.alerts, row, {
    id: crypto.randomUUID(),
    message: testMessage({ language: languageOf(row), consoleUrl: config.url }),
    told: [],
    isTest: true,
    now: Date.now(),
    consoleUrl: config.url,
  })
  await noteOnChannel(db, id, delivered)
  await db.prisma.$transaction((tx) =>
    note(tx, by, 'alert_channel.tested', id, { after: { problem: delivered.problem } }),
  )
  return delivered
}

async function lockedChannel(tx: Tx, id: string, version: number): Promise<AlertChannel> {
  await tx.$queryRaw`SELECT 1 FROM alert_channel WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  const row = await tx.alertChannel.findUnique({ where: { id } })
  if (!row) throw new DomainError('not_found', 'not_found')
  if (row.version !== version) throw new DomainError('conflict', 'setting_changed')
  return row
}

async function check(tx: Tx, config: Config, input: SaveChannel, before: AlertChannel | null): Promise<void> {
  const refuse = (reason: string, field: string) => new DomainError('invalid', reason, { field })
  if (before && before.kind !== input.kind) throw refuse('channel_kind_stays', 'kind')
  if (input.kind === 'email') {
    if (input.recipients.length === 0) throw refuse('recipients_missing', 'recipients')
  } else {
    const { address } = input
    if (!address && !before) throw refuse('address_missing', 'address')
    if (address !== null) {
      if (!isHttp(address)) throw refuse('address_invalid', 'address')
      if (!mayBeWebhook(address, config.alerts.webhooksInside)) throw refuse('address_inside', 'address')
    }
    const hasSecret = input.secret === null ? Boolean(before?.secret) : input.secret !== ''
    if (SIGNS[input.kind] === 'always' && !hasSecret) throw refuse('secret_missing', 'secret')
  }
  const queueIds = [...new Set(input.queueIds)]
  if ((await tx.queue.count({ where: { id: { in: queueIds } } })) !== queueIds.length) {
    throw refuse('queue_unknown', 'queueIds')
  }
}

const isHttp = (address: string) => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)

function dataOf(input: SaveChannel) {
  const { kind, name, queueIds, events, language, quiet, wakes, enabled, address, secret } = input
  const isMail = kind === 'email'
  const signs = SIGNS[kind] !== 'never'
  return {
    name,
    recipients: isMail ? [...new Set(input.recipients)] : [],
    queueIds: [...new Set(queueIds)],
    events: ALERT_EVENTS.filter((event) => events.includes(event)),
    language,
    quietFrom: quiet?.from ?? null,
    quietTo: quiet?.to ?? null,
    timeZone: quiet?.timeZone ?? 'UTC',
    wakes,
    enabled,
    ...(!isMail && address !== null && { address: sealByMaster(address), host: new URL(address).host }),
    ...(signs && secret !== null && { secret: secret === '' ? null : sealByMaster(secret) }),
  }
}

/** What waits for a channel that is switched off is not told later. */
async function forget(tx: Tx, channelId: string): Promise<void> {
  await tx.alert.deleteMany({ where: { channelId, messageId: null } })
  await tx.alertMessage.deleteMany({ where: { channelId, state: { in: ['due', 'sending'] } } })
}

type Traced = Pick<
  ChannelRow,
  'kind' | 'name' | 'recipients' | 'queueIds' | 'events' | 'language' | 'quiet' | 'wakes' | 'enabled'
>

const traceOf = ({ kind, name, recipients, queueIds, events, language, quiet, wakes, enabled }: Traced) => ({
  ...{ kind, name, recipients, queueIds, events, language, quiet, wakes, enabled },
})

async function note(
  tx: Tx,
  by: By,
  action: Extract<AuditAction, `alert_channel.${string}`>,
  id: string,
  facts: { before?: Prisma.InputJsonObject; after?: Prisma.InputJsonObject },
): Promise<void> {
  await appendAudit(tx, { ...by, action, subject: { kind: 'setting', id: `alerts/${id}` }, ...facts })
}
