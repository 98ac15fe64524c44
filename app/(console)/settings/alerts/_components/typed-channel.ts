import type { AlertEvent, ChannelKind } from '@/server/features/alerts/kinds'
import type { AlertLanguage, ChannelRow, SaveChannel } from '@/server/features/alerts/schema'
import { clockOf, minuteOf } from './clock-of'

/** A channel as it is typed. Pure. */
export type TypedChannel = {
  kind: ChannelKind
  name: string
  recipients: string[]
  address: string
  secret: string
  /** The one that is there is removed. */
  dropSecret: boolean
  events: AlertEvent[]
  queueIds: string[]
  language: AlertLanguage
  isQuiet: boolean
  from: string
  to: string
  timeZone: string
  wakes: boolean
  enabled: boolean
}

const EVENING = 22 * 60
const MORNING = 7 * 60

/** How a channel stands, to be changed; for a new one what most would choose. */
export function typedOf(row: ChannelRow | null): TypedChannel {
  return {
    kind: row?.kind ?? 'email',
    name: row?.name ?? '',
    recipients: row?.recipients ?? [],
    address: '',
    secret: '',
    dropSecret: false,
    events: row?.events ?? ['emergency', 'deadline', 'failed_action'],
    queueIds: row?.queueIds ?? [],
    language: row?.language ?? 'en',
    isQuiet: row ? row.quiet !== null : false,
    from: clockOf(row?.quiet?.from ?? EVENING),
    to: clockOf(row?.quiet?.to ?? MORNING),
    timeZone: row?.quiet?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    wakes: row?.wakes ?? true,
    enabled: row?.enabled ?? true,
  }
}

/** What is saved of it. */
export function channelIn(typed: TypedChannel, of: { id: string | null; version: number }): SaveChannel {
  const { kind, name, events, queueIds, language, wakes, enabled } = typed
  const isMail = kind === 'email'
  const from = minuteOf(typed.from) ?? EVENING
  const to = minuteOf(typed.to) ?? MORNING
  return {
    ...of,
    ...{ kind, name, events, queueIds, language, wakes, enabled },
    recipients: isMail ? typed.recipients : [],
    address: isMail || typed.address.trim() === '' ? null : typed.address.trim(),
    secret: typed.dropSecret ? '' : typed.secret.trim() || null,
    quiet: typed.isQuiet ? { from, to, timeZone: typed.timeZone.trim() } : null,
  }
}
