import { parseArgs } from 'node:util'
import type { SandboxOptions, Seed } from './options'
import { WEBHOOK_KEYS } from './webhook-keys'

export const USAGE = `Usage: npm run sandbox -- [options]
  --port N            10002 unless given; 0 takes any free port
  --host ADDRESS      127.0.0.1 unless given
  --secret TEXT       share.yml secret; else OPENIM_SECRET, else openIM123
  --admin ID          an app admin; may be repeated; imAdmin unless given
  --seed none|demo|N  who is there at the start: nobody, the demo community, or N users and groups
  --quirks main|patch.16
  --multi-login N     share.yml multiLogin.policy: 0, 1, 4 or 5; 1 unless given
  --friend-verify     one-to-one messages only between friends
  --data DIR          keep the state there across restarts
  --reports-to URL    a console that takes reports; the living community reports there
  --webhooks URL      where webhooks go; else SANDBOX_WEBHOOKS
  --webhooks-enable LIST   keys of webhooks.yml, with commas, or all
  --webhooks-attention LIST    webhooks.yml attentionIds: of whose messages after-send webhooks tell
  --webhooks-denied LIST       webhooks.yml deniedTypes: content types of which nobody is asked or told
  --quiet             nobody writes or reports by himself

There is no WebSocket gateway: nobody is ever connected, every push meets people who are away, and the webhooks
afterUserOnline and afterUserOffline are never called.`

const options = {
  port: { type: 'string', default: '10002' },
  host: { type: 'string' },
  secret: { type: 'string' },
  admin: { type: 'string', multiple: true },
  seed: { type: 'string', default: 'demo' },
  quirks: { type: 'string', default: 'main' },
  'multi-login': { type: 'string', default: '1' },
  'friend-verify': { type: 'boolean', default: false },
  data: { type: 'string' },
  'reports-to': { type: 'string' },
  webhooks: { type: 'string' },
  'webhooks-enable': { type: 'string', default: 'all' },
  'webhooks-attention': { type: 'string' },
  'webhooks-denied': { type: 'string' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** What is better not on a command line, which everybody on the machine can read. Taken where it is not given there. */
type Given = { OPENIM_SECRET?: string | undefined; SANDBOX_WEBHOOKS?: string | undefined }

/** Reads the command line; throws an error that names the option. */
export function readOptions(argv: string[], given: Given = {}): SandboxOptions | 'help' {
  const { values } = parseArgs({ args: argv, options })
  if (values.help) return 'help'
  const { quirks } = values
  const webhooks = values.webhooks ?? (given.SANDBOX_WEBHOOKS || undefined)
  if (quirks !== 'main' && quirks !== 'patch.16') throw new Error('--quirks: must be main or patch.16')
  return {
    port: portOf(values.port),
    host: values.host,
    secret: values.secret === undefined ? given.OPENIM_SECRET || undefined : some('--secret', values.secret),
    adminIDs: values.admin?.map((id) => some('--admin', id)),
    seed: seedOf(values.seed),
    quirks,
    live: !values.quiet,
    multiLogin: wholeNumber('--multi-login', values['multi-login']),
    friendVerify: values['friend-verify'],
    data: values.data,
    reportsTo: values['reports-to'] && webAddress('--reports-to', values['reports-to']),
    webhooks: webhooks
      ? {
          url: webAddress('--webhooks', webhooks),
          enable: keysOf(values['webhooks-enable']),
          attentionIds: values['webhooks-attention']?.split(','),
          deniedTypes: values['webhooks-denied']?.split(','),
        }
      : undefined,
  }
}

function seedOf(value: string): Seed {
  if (value === 'none' || value === 'demo') return value
  if (!/^\d+$/.test(value)) throw new Error(`--seed: must be none, demo or a whole number, not ${value}`)
  return Number(value)
}

function portOf(value: string): number {
  const port = wholeNumber('--port', value)
  if (port > MAX_PORT) throw new Error(`--port: must be at most ${MAX_PORT}, not ${value}`)
  return port
}

function some(option: string, value: string): string {
  if (value === '') throw new Error(`${option}: must not be empty`)
  return value
}

function webAddress(option: string, value: string): string {
  if (!/^https?:$/.test(URL.parse(value)?.protocol ?? ''))
    throw new Error(`${option}: must be an address that begins with http:// or https://, not ${value}`)
  return value
}

function keysOf(value: string): string[] {
  const keys = value.split(',').filter((key) => key !== '')
  const unknown = keys.find((key) => key !== 'all' && !WEBHOOK_KEYS.has(key))
  if (unknown) throw new Error(`--webhooks-enable: webhooks.yml has no key ${unknown}`)
  return keys
}

const MAX_PORT = 65_535

function wholeNumber(option: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`${option}: must be a whole number, not ${value}`)
  return Number(value)
}
