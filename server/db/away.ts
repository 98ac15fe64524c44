/**
 * SQLSTATEs of a server that cannot take or keep a connection: class 08 (connection), 57P01 to 57P05 (shut down,
 * starting, dropped, idle too long), 53300 (too many connections). PostgreSQL, appendix A.
 */
const SQLSTATE = /^(?:08...|57P0[1-5]|53300)$/
/** Of Prisma: not reached (1001, 1002), timed out (1008), closed (1017), no connection free (2024, 2028, 2037). */
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037'])
/** Of Node, where a socket to the server fails. */
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'])
/** What Prisma's adapter calls the same. */
const ADAPTER = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TlsConnectionError',
])
/** How errors of the driver begin that have no code. */
const DRIVER = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
]

const DEEPEST = 6

/**
 * Whether something failed because PostgreSQL could not be asked, or answered no more: what was to be written may or may
 * not have been. Knows the errors of the driver, of Prisma and of its adapter, however they are wrapped. Pure.
 */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > DEEPEST) return false
  const [code, name] = [textOf(error, 'code'), textOf(error, 'name')]
  // Fetch and our OpenIM client fail by sockets of their own; only a token that could not be read is about PostgreSQL.
  if (name === 'TypeError' || (name === 'OpenimError' && textOf(error, 'reason') !== 'no_token')) return false
  if (SQLSTATE.test(code) || SQLSTATE.test(textOf(error, 'originalCode'))) return true
  if (PRISMA.has(code) || SOCKET.has(code) || ADAPTER.has(textOf(error, 'kind'))) return true
  const message = textOf(error, 'message')
  if (DRIVER.some((beginning) => message.startsWith(beginning))) return true
  const inner = [
    Reflect.get(error, 'cause'),
    Reflect.get(Object(Reflect.get(error, 'meta')), 'driverAdapterError'),
  ]
  return inner.some((one) => isDatabaseAway(one, depth + 1))
}

function textOf(error: object, name: string): string {
  const value = Reflect.get(error, name)
  return typeof value === 'string' ? value : ''
}
