import pino, { type Logger } from 'pino'
import { config } from '@/server/config'
import { once } from '@/server/once'

/** Fields whose values never reach a log line, wherever they stand. */
const SECRET_FIELDS = [
  'password',
  'passwordHash',
  'token',
  'secret',
  'code',
  'cookie',
  'authorization',
  'nextAuthSecret',
  'key',
  'databaseUrl',
  'redisUrl',
]

/** Addresses may carry a password: `postgresql://user:password@host`. */
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi

/** Removes what no log may hold from a text. */
export const withoutSecrets = (text: string) => text.replace(userInfo, '$1')

/** Makes a logger that writes JSON lines without secrets. `write` takes the lines in tests. */
export function createLog(level: string, write?: (line: string) => void): Logger {
  const paths = SECRET_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const options: pino.LoggerOptions = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '(hidden)' },
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: errorFields },
  }
  return write ? pino(options, { write }) : pino(options)
}

/** An error as the log keeps it: its chain of causes with stacks, without the values that hang on it. */
function errorFields(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) }
  const { name, message, stack, cause } = error
  const fields = { name, message: withoutSecrets(message), stack: withoutSecrets(stack ?? '') }
  return cause === undefined || depth >= 5 ? fields : { ...fields, cause: errorFields(cause, depth + 1) }
}

/** This process's log. */
export const log = once('log', () => createLog(config().logLevel))
