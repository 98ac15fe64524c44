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

export const variables = z.object({
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
  GATE_HOST: z.string().optional(),
  GATE_PORT: wholeNumber(1, 65_535, 'a port number').default(3010),
  GATE_SECRET: z
    .string({ error: 'is missing: OpenIM calls the gate under this path' })
    .regex(
      /^[A-Za-z0-9_-]{16,128}$/,
      '16 to 128 letters, digits, - and _ are expected (openssl rand -hex 24)',
    )
    .optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10, 'a whole number of proxies').default(0),
  APP_NAME: z.string().max(40, 'at most 40 characters are expected').optional(),
  APP_LINK: z.string().refine(isAppLink, { error: APP_LINK_EXPECTED }).optional(),
  APP_GET_URL: httpUrl.optional(),
  INVITE_LOOKS: wholeNumber(1, 1_000_000, 'a whole number of looks').default(300),
  INVITE_MISSES: wholeNumber(1, 1_000_000, 'a whole number of looks').default(30),
  INVITE_CLIENT_LOOKS: wholeNumber(1, 10_000_000, 'a whole number of looks').default(6_000),
  INVITE_REPORTS: wholeNumber(0, 10_000, 'a whole number of reports').default(5),
  INVITE_EMERGENCIES: wholeNumber(0, 10_000, 'a whole number of reports').default(5),
  WORKER_METRICS_PORT: wholeNumber(1, 65_535, 'a port number').optional(),
  METRICS_TOKEN: z.string().min(16, 'at least 16 characters are expected').optional(),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'one of fatal, error, warn, info, debug, trace, silent is expected',
    })
    .default('info'),
})
