import { join } from 'node:path'
import type { z } from 'zod'
import { variables } from './config-variables'

/** The names of all environment variables that Steward reads. */
export const settingNames: readonly string[] = Object.keys(variables.shape)

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
  /** Where OpenIM's webhooks are taken in. No gate is started by the launcher without a secret. */
  gate: { host: string; port: number; secret: string | undefined }
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
    /** Reports about groups that one address may send in an hour, and those of all visitors in an hour that alert people. */
    reports: number
    emergencies: number
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
  const given = givenIn(env)
  const read = variables.safeParse(given)
  const problems = [...problemsIn(read.error), ...contradictions(given)]
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
    gate: {
      host: value.GATE_HOST ?? value.HOST,
      port: value.GATE_PORT,
      secret: value.GATE_SECRET,
    },
    trustedProxies: value.TRUSTED_PROXIES,
    invites: {
      app: { name: value.APP_NAME, link: value.APP_LINK, getUrl: value.APP_GET_URL },
      looks: value.INVITE_LOOKS,
      misses: value.INVITE_MISSES,
      clientLooks: value.INVITE_CLIENT_LOOKS,
      reports: value.INVITE_REPORTS,
      emergencies: value.INVITE_EMERGENCIES,
    },
    workerMetricsPort: value.WORKER_METRICS_PORT,
    metricsToken: value.METRICS_TOKEN,
    logLevel: value.LOG_LEVEL,
  }
}

/** What is set of all that Steward reads. */
export const givenIn = (env: Record<string, string | undefined>) =>
  Object.fromEntries(settingNames.map((name) => [name, env[name]?.trim() || undefined]))

/** What is wrong, by the variable. */
export const problemsIn = (error: z.ZodError | undefined): SettingProblem[] =>
  (error?.issues ?? []).map(({ path, message }) => ({
    variable: path.map(String).join('.'),
    problem: message,
  }))

/** The storage of media, where all that it takes is set. */
function s3Of(value: z.output<typeof variables>): Config['media']['s3'] {
  const { S3_ENDPOINT, S3_BUCKET: bucket, S3_REGION: region, S3_ACCESS_KEY: accessKey } = value
  const secretKey = value.S3_SECRET_KEY
  if (!S3_ENDPOINT || !bucket || !accessKey || !secretKey) return undefined
  return { endpoint: S3_ENDPOINT.replace(/\/+$/, ''), bucket, region, accessKey, secretKey }
}

const S3_TOGETHER = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const

function contradictions(given: Record<string, string | undefined>): SettingProblem[] {
  const { STEWARD_MODE, HOST, REDIS_URL } = given
  const oneProcess = variables.shape.STEWARD_ONE_PROCESS.safeParse(given.STEWARD_ONE_PROCESS).data
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
