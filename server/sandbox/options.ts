import { definedOf } from './defined'
import type { Quirks } from './quirks'
import type { WebhookSettings } from './webhooks'

/** Who and what is there at the start: nobody, the demo community, or that many users and groups. */
export type Seed = 'none' | 'demo' | number

export interface SandboxOptions {
  /** 0 (the default) takes any free port. */
  port?: number
  host?: string
  secret?: string
  adminIDs?: string[]
  quirks?: Quirks
  seed?: Seed
  /** Time from a dismissal to the loss of its members, in ms; by default 50 ms plus 1 ms a member (patch.16: 300 and 3), at most 2 s. */
  purgeDelayMs?: number
  /** Time from send to search_msg, in ms (20); the sequence number exists after a third of it. 0 does all at once. */
  storeDelayMs?: number
  /** msg friendVerify: one-to-one messages only between friends (off). */
  friendVerify?: boolean
  /** share.yml multiLogin.policy, what a new token does to earlier ones (1, contract 2.3). */
  multiLogin?: number
  /** Somebody writes every few seconds. */
  live?: boolean
  /** Base URL of a console that takes reports; the living community reports there. */
  reportsTo?: string
  /** Folder for the state; without it a restart forgets everything. */
  data?: string
  webhooks?: WebhookSettings
}

export type Settings = Required<Omit<SandboxOptions, 'purgeDelayMs' | 'reportsTo' | 'data' | 'webhooks'>> &
  Pick<SandboxOptions, 'purgeDelayMs' | 'reportsTo' | 'data' | 'webhooks'>

/** Options with their defaults filled in. */
export function settingsOf(options: SandboxOptions): Settings {
  return {
    port: 0,
    host: '127.0.0.1',
    secret: 'openIM123',
    adminIDs: ['imAdmin'],
    quirks: 'main',
    seed: 'none',
    storeDelayMs: 20,
    friendVerify: false,
    multiLogin: 1,
    live: false,
    ...definedOf(options),
  }
}
