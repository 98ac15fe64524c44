import { z } from 'zod'
import { ALERT_EVENTS, type AlertEvent, CHANNEL_KINDS, type ChannelKind } from './kinds'

/** Shapes of alerts that screens and procedures share. Pure. Times are Unix ms. */

export const ALERT_LANGUAGES = ['en', 'zh-CN'] as const
export type AlertLanguage = (typeof ALERT_LANGUAGES)[number]

const minuteOfDay = z.number().int().min(0).max(1_439)

/** From one minute of the day to another, in a time zone. The end may be on the next day. */
const quietHours = z
  .strictObject({ from: minuteOfDay, to: minuteOfDay, timeZone: z.string().max(64) })
  .refine(({ from, to }) => from !== to, { error: 'quiet_same', path: ['to'] })
  .refine(({ timeZone }) => isTimeZone(timeZone), { error: 'time_zone_unknown', path: ['timeZone'] })
export type QuietHours = z.infer<typeof quietHours>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const saveChannelInput = z.strictObject({
  /** Null for a new one. */
  id: z.uuid().nullable(),
  /** The one that was seen; 0 for a new one. */
  version: z.number().int().min(0),
  kind: z.enum(CHANNEL_KINDS),
  name: z.string().trim().min(1, 'name_missing').max(80, 'name_too_long'),
  /** Of e-mail. */
  recipients: z.array(z.email('email_invalid').max(254, 'email_invalid')).max(20),
  /** Of a webhook. Null keeps the one that is there. */
  address: z.string().trim().max(2_000, 'address_invalid').nullable(),
  /** What is sent is signed with it. Null keeps the one that is there, an empty one removes it. */
  secret: z.string().trim().max(500).nullable(),
  /** None: every queue. */
  queueIds: z.array(z.string().max(40)).max(100),
  events: z.array(z.enum(ALERT_EVENTS)).min(1, 'events_missing').max(ALERT_EVENTS.length),
  language: z.enum(ALERT_LANGUAGES),
  quiet: quietHours.nullable(),
  /** Emergencies do not wait for the end of quiet hours. */
  wakes: z.boolean(),
  enabled: z.boolean(),
})
export type SaveChannel = z.infer<typeof saveChannelInput>

export const channelIdInput = z.strictObject({ id: z.uuid(), version: z.number().int().min(1) })
export const testChannelInput = z.strictObject({ id: z.uuid() })

/** Why something was not sent. */
export const DELIVERY_PROBLEMS = [
  'no_mail_server',
  'address_inside',
  'unreachable',
  'timed_out',
  'refused',
  'some_refused',
] as const
export type DeliveryProblem = (typeof DELIVERY_PROBLEMS)[number]

/** How sending ended. `answer` is what the other side said, shortened. */
export type Delivered = { problem: DeliveryProblem | null; answer: string }

/** A channel as the settings show it; never its address or secret. */
export type ChannelRow = {
  id: string
  version: number
  kind: ChannelKind
  name: string
  recipients: string[]
  /** Where its webhook is; empty for e-mail. */
  host: string
  signed: boolean
  queueIds: string[]
  events: AlertEvent[]
  language: AlertLanguage
  quiet: QuietHours | null
  wakes: boolean
  enabled: boolean
  /** Times in a row that sending failed. */
  failures: number
  problem: { code: DeliveryProblem; answer: string } | null
  triedAt: number | null
  sentAt: number | null
}

export type AlertSettings = {
  channels: ChannelRow[]
  /** Whether e-mail can be sent at all: to channels, and to whoever is on call. */
  mail: boolean
}
