import { join } from 'node:path'
import { z } from 'zod'

/**
 * Every setting of Steward, read from environment variables and checked once.
 * `.env.example` lists the same names; config.test.ts keeps the two lists equal.
 */
const wholeNumber = (min: number, max: number, what: string) =>
  z.coerce
    .number({ error: `${what} is expected` })
    .refine((n) => Number.isInteger(n) && n >= min && n <= max, {
      error: `${what} from ${min} to ${max} is expected`,
    })

const text = (expected: string) => z.string({ error: `is missing: ${expected}` }).min(1, expected)

const urlOf = (protocol: RegExp, expected: string) =>
  text(expected).refine((value) => URL.canParse(value) && protocol.test(new URL(value).protocol), {
    error: expected,
  })

const httpUrl = urlOf(/^https?:$/, 'an http:// or https:// address is expected')

const APP_LINK_EXPECTED =
  'an address that holds {code} is expected, such as chat://join/{code} or https://app.example.org/join/{code}'

/** A link that opens the app: a scheme of its own or https, and none that a browser would run or read files with. */
function isAppLink(value: string): boolean {
  const filled = value.replaceAll('{code}', 'CODE')
  if (filled === value || !URL.canParse(filled)) return false
  return !/^(javascript|data|vbscript|file|blob|about|view-source|intent):$/.test(new URL(filled).protocol)
}

const settings = z.object({
  STEWARD_MODE: z.enum(['demo', 'live'], { error: '"demo" or "live" is expected' }).default('live'),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(1, 65_535, 'a port number').default(3000),
  STEWARD_URL: httpUrl.optional(),
  STEWARD_DATA: z.string().default('.steward'),
  DATABASE_URL: urlOf(/^postgres(ql)?:$/, 'a postgresql:// address is expected'),
  REDIS_URL: urlOf(/^rediss?:$/, 'a redis:// or rediss:// address is expected').optional(),
  STEWARD_ONE_PROCESS: z.stringbool({ error: '"true" or "false" is expected' }).default(false),
  OPENIM_URL: httpUrl,
  OPENIM_SECRET: text('the value of "secret" in OpenIM\'s share.yml is expected'),
  OPENIM_ADMIN: text('the user id of an OpenIM administrator is expected'),
  OPENIM_MEDIA_URL: httpUrl.optional(),
  OPENIM_TIMEOUT_MS: wholeNumber(100, 120_000, 'a whole number of milliseconds').default(10_000),
  OPENIM_MAX_IN_FLIGHT: wholeNumber(1, 1_000, 'a whole number of calls').default(16),
  NEXTAUTH_SECRET: text('at least 32 characters are expected').min(32, 'at least 32 characters are expected'),
  STEWARD_KEY: text('32 bytes in base64 are expected').refine(
    (value) => /^[A-Za-z0-9+/]{43}=$/.test(value) && Buffer.from(value, 'base64').length === 32,
    { error: '32 bytes in base64 are expected (openssl rand -base64 32)' },
  ),
  STEWARD_UNDO_MS: wholeNumber(0, 600_000, 'a whole number of milliseconds').default(10_000),
  STEWARD_SETTLE_MS: wholeNumber(0, 3_600_000, 'a whole number of milliseconds').default(30_000),
  STEWARD_DRIFT_MS: wholeNumber(100, 86_400_000, 'a whole number of milliseconds').default(60_000),
  SWEEP_CALLS_PER_SECOND: wholeNumber(1, 1_000, 'a whole number of calls').default(20),
  SNAPSHOT_KEEP_DAYS: wholeNumber(1, 3_650, 'a whole number of days').default(183),
  MEDIA_FOLDER: z.string().optional(),
  MEDIA_FROM: z
    .enum(['anywhere', 'openim'], { error: '"anywhere" or "openim" is expected' })
    .default('anywhere'),
  MEDIA_MAX_MB: wholeNumber(1, 10_000, 'a whole number of megabytes').default(100),
  MEDIA_TIMEOUT_MS: wholeNumber(100, 3_600_000, 'a whole number of milliseconds').default(60_000),
  S3_ENDPOINT: httpUrl.optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket is expected')
    .optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY: z.string().optional(),
  S3_SECRET_KEY: z.string().optional(),
  SMTP_URL: urlOf(/^smtps?:$/, 'an smtp:// or smtps:// address is expected').optional(),
  SMTP_FROM: text('an e-mail address is expected')
    .regex(/^[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/, 'an e-mail address is expected')
    .optional(),
  ALERT_WEBHOOKS_INSIDE: z.stringbool({ error: '"true" or "false" is expected' }).default(false),
  TRUSTED_PROXIES: wholeNumber(0, 10, 'a whole number of proxies').default(0),
  APP_NAME: z.string().max(40, 'at most 40 characters are expected').optional(),
  APP_LINK: z.string().refine(isAppLink, { error: APP_LINK_EXPECTED }).optional(),
  APP_GET_URL: httpUrl.optional(),
  INVITE_LOOKS: wholeNumber(1, 1_000_000, 'a whole number of looks').default(300),
  INVITE_MISSES: wholeNumber(1, 1_000_000, 'a whole number of looks').default(30),
  INVITE_CLIENT_LOOKS: wholeNumber(1, 10_000_000, 'a whole number of looks').default(6_000),
  WORKER_METRICS_PORT: wholeNumber(1, 65_535, 'a port number').optional(),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters are expected').optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'one of fatal, error, warn, info, debug, trace, silent is expected',
    })
    .default('info'),
})

/** The names of all environment variables that Steward reads. */
export const settingNames: readonly string[] = Object.keys(settings.shape)

/** All settings, checked. Times are in milliseconds unless the name says otherwise. */
export type Config = {
  /** `demo` offers seeded accounts and listens on loopback only. */
  mode: 'demo' | 'live'
  host: string
  port: number
  /** Address under which browsers reach the console, without a slash at the end. */
  url: string
  /** Folder of the embedded services (only the launcher uses it). */
  dataDir: string
  databaseUrl: string
  redisUrl: string | undefined
  /** Web and worker share one process and an in-process store, because there is no Redis. */
  oneProcess: boolean
  openim: {
    url: string
    secret: string
    admin: string
    /** Below which the chat's pictures and files are served, where that is not OpenIM's own object route. */
    mediaUrl: string | undefined
    timeoutMs: number
    maxInFlight: number
  }
  nextAuthSecret: string
  /** Master key (32 bytes) under which the per-subject keys are encrypted. */
  key: Buffer
  undoMs: number
  settleMs: number
  /** How often every group that something is desired of is read again, ms. */
  driftMs: number
  /** Calls a second to OpenIM for reading all groups or people into the index, at most. */
  sweepPerSecond: number
  snapshotKeepDays: number
  /** Media of reported messages, copied as evidence. */
  media: {
    folder: string
    /** Kept there and not in the folder, where it is set. */
    s3: { endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string } | undefined
    /** `openim`: only what lies below OpenIM's own addresses is copied. */
    from: 'anywhere' | 'openim'
    /** Of one file. */
    maxBytes: number
    /** For loading one file, ms. */
    timeoutMs: number
  }
  alerts: {
    /** The server that sends e-mail, and who it comes from. None is sent where this is not set. */
    smtp: { url: string; from: string } | undefined
    /** Webhooks may be inside the network, and without encryption. */
    webhooksInside: boolean
  }
  /** How many proxies of ours stand before the web server: as many say, one after the other, whom they heard from. */
  trustedProxies: number
  /** Public pages of invite links. */
  invites: {
    /** What opens the app at a link (`{code}` in it), what the app is called, and where it can be got. */
    app: { name: string | undefined; link: string | undefined; getUrl: string | undefined }
    /** Looks that one address may take in a minute, and of those that find nothing in ten. */
    looks: number
    misses: number
    /** Looks that one API client may take in a minute. */
    clientLooks: number
  }
  /** Where the worker serves its own metrics. It serves none where this is not set. */
  workerMetricsPort: number | undefined
  /** Whoever sends it may read the metrics. Without it only this machine may. */
  metricsToken: string | undefined
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** One variable that cannot be used, and what is expected of it. Never holds the value itself. */
export type SettingProblem = { variable: string; problem: string }

/** Thrown by {@link readConfig}: names every variable that is missing or wrong, never its value. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly SettingProblem[]) {
    const lines = problems.map(({ variable, problem }) => `  ${variable}: ${problem}`)
    super(`Some settings cannot be used (see .env.example):\n${lines.join('\n')}`)
    this.name = 'ConfigError'
  }
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/

/** True when nobody outside this machine can connect to the host name or address. */
export const isLoopback = (host: string) => loopback.test(host)

/** Address of a server on this machine that listens on `host`, which may stand for all of its addresses. */
export function addressOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Reads all settings from `env`; an empty variable counts as not set.
 * @throws ConfigError naming each variable that is missing or wrong
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(settingNames.map((name) => [name, env[name]?.trim() || undefined]))
  const read = settings.safeParse(given)
  const wrong = read.error?.issues ?? []
  const problems = [
    ...wrong.map((issue) => ({ variable: issue.path.map(String).join('.'), problem: issue.message })),
    ...contradictions(given),
  ]
  if (!read.success || problems.length > 0) throw new ConfigError(problems)
  const value = read.data
  return {
    mode: value.STEWARD_MODE,
    host: value.HOST,
    port: value.PORT,
    url: (value.STEWARD_URL ?? addressOf(value.HOST, value.PORT)).replace(/\/+$/, ''),
    dataDir: value.STEWARD_DATA,
    databaseUrl: value.DATABASE_URL,
    redisUrl: value.REDIS_URL,
    oneProcess: value.STEWARD_ONE_PROCESS,
    openim: {
      url: value.OPENIM_URL.replace(/\/+$/, ''),
      secret: value.OPENIM_SECRET,
      admin: value.OPENIM_ADMIN,
      mediaUrl: value.OPENIM_MEDIA_URL?.replace(/\/+$/, ''),
      timeoutMs: value.OPENIM_TIMEOUT_MS,
      maxInFlight: value.OPENIM_MAX_IN_FLIGHT,
    },
    nextAuthSecret: value.NEXTAUTH_SECRET,
    key: Buffer.from(value.STEWARD_KEY, 'base64'),
    undoMs: value.STEWARD_UNDO_MS,
    settleMs: value.STEWARD_SETTLE_MS,
    driftMs: value.STEWARD_DRIFT_MS,
    sweepPerSecond: value.SWEEP_CALLS_PER_SECOND,
    snapshotKeepDays: value.SNAPSHOT_KEEP_DAYS,
    media: {
      folder: value.MEDIA_FOLDER ?? join(value.STEWARD_DATA, 'media'),
      s3: s3Of(value),
      from: value.MEDIA_FROM,
      maxBytes: value.MEDIA_MAX_MB * 1_000_000,
      timeoutMs: value.MEDIA_TIMEOUT_MS,
    },
    alerts: {
      smtp: value.SMTP_URL && value.SMTP_FROM ? { url: value.SMTP_URL, from: value.SMTP_FROM } : undefined,
      webhooksInside: value.ALERT_WEBHOOKS_INSIDE,
    },
    trustedProxies: value.TRUSTED_PROXIES,
    invites: {
      app: { name: value.APP_NAME, link: value.APP_LINK, getUrl: value.APP_GET_URL },
      looks: value.INVITE_LOOKS,
      misses: value.INVITE_MISSES,
      clientLooks: value.INVITE_CLIENT_LOOKS,
    },
    workerMetricsPort: value.WORKER_METRICS_PORT,
    metricsToken: value.METRICS_TOKEN,
    logLevel: value.LOG_LEVEL,
  }
}

/** The storage of media, where all that it takes is set. */
function s3Of(value: z.output<typeof settings>): Config['media']['s3'] {
  const { S3_ENDPOINT, S3_BUCKET: bucket, S3_REGION: region, S3_ACCESS_KEY: accessKey } = value
  const secretKey = value.S3_SECRET_KEY
  if (!S3_ENDPOINT || !bucket || !accessKey || !secretKey) return undefined
  return { endpoint: S3_ENDPOINT.replace(/\/+$/, ''), bucket, region, accessKey, secretKey }
}

const S3_TOGETHER = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const

function contradictions(given: Record<string, string | undefined>): SettingProblem[] {
  const { STEWARD_MODE, HOST, REDIS_URL } = given
  const oneProcess = settings.shape.STEWARD_ONE_PROCESS.safeParse(given.STEWARD_ONE_PROCESS).data
  const problems: SettingProblem[] = []
  if (STEWARD_MODE === 'demo' && HOST && !isLoopback(HOST)) {
    problems.push({
      variable: 'HOST',
      problem: 'demo mode listens on this machine only: 127.0.0.1 is expected',
    })
  }
  if (S3_TOGETHER.some((name) => given[name])) {
    for (const variable of S3_TOGETHER.filter((name) => !given[name])) {
      problems.push({ variable, problem: 'is missing: S3_ENDPOINT, S3_BUCKET and both keys go together' })
    }
  }
  if (Boolean(given.SMTP_URL) !== Boolean(given.SMTP_FROM)) {
    const variable = given.SMTP_URL ? 'SMTP_FROM' : 'SMTP_URL'
    problems.push({ variable, problem: 'is missing: SMTP_URL and SMTP_FROM go together' })
  }
  if (!REDIS_URL && !oneProcess) {
    problems.push({ variable: 'REDIS_URL', problem: 'is missing: several processes need a Redis to share' })
  }
  return problems
}

let cached: Config | undefined

/**
 * The settings of this process, read from `process.env` at the first call.
 * @throws ConfigError naming each variable that is missing or wrong
 */
export function config(): Config {
  cached ??= readConfig(process.env)
  return cached
}
