/** Which server answers (contract 12): the development line, the released line, or the development line as one process. */
export type OpenimVersion = 'main' | 'patch.16' | 'standalone' | 'unknown'

/**
 * What is unsafe about this OpenIM or how it is reached.
 * - `version_unknown`: it behaves like none of the versions Steward is tested with.
 * - `default_secret`: its secret is the published default, so whoever reaches the port can be admin.
 * - `unencrypted`: the admin token travels in the clear to another machine.
 * - `port_open_to_users`: the port answers to tokens of ordinary users, who can read every message through it.
 * - `admin_tokens_irrevocable`: a leaked admin token works until it expires; only a new secret ends it.
 * - `clock_differs`: its clock and ours differ so much that times of mutes and reports mislead.
 */
export type OpenimWarning =
  | 'version_unknown'
  | 'default_secret'
  | 'unencrypted'
  | 'port_open_to_users'
  | 'admin_tokens_irrevocable'
  | 'clock_differs'

export interface Capabilities {
  /** When this was found out, ms. */
  atMs: number
  version: OpenimVersion
  /** As OpenIM names its own version, null where it does not say: only main does. */
  reported: string | null
  /**
   * What issuing another admin token does to the ones before: `kept`, or `replaced` (they die five minutes later).
   * Known by the version: trying would be a write.
   */
  adminTokens: 'kept' | 'replaced' | 'unknown'
  /** Whether the port answers to a user's token. `unknown` unless one was given to try with. */
  openToUsers: 'yes' | 'no' | 'unknown'
  /** OpenIM's clock less ours, ms. Null where it could not be read. */
  clockDifferenceMs: number | null
  warnings: OpenimWarning[]
}

/** What harmless reads showed. `unclear` is every answer that none of the versions gives. */
export interface Signs {
  /** `/config/get_config_list`: only main has it. */
  configList: 'there' | 'absent' | 'unclear'
  /** How a user who does not exist is missed on a route that only main has. */
  missingUser: 'not_found' | 'no_documents' | 'absent' | 'unclear'
  /** Whether a token error carries details: it always does on the released line, never on main. */
  tokenErrorDetail: 'filled' | 'empty' | 'unclear'
}

/** What the server and the settings say, beside the version. */
export interface Surroundings {
  baseUrl: string
  secret: string
  openToUsers: Capabilities['openToUsers']
  clockDifferenceMs: number | null
}

const defaultSecret = 'openIM123'
const mostClockDifferenceMs = 30_000

/** The version that gives these signs. Two of them must agree: a filter in front can hide routes. */
export function judgeVersion({ configList, missingUser, tokenErrorDetail }: Signs): OpenimVersion {
  const looksReleased = configList === 'absent' && missingUser === 'absent'
  if (looksReleased) return tokenErrorDetail === 'filled' ? 'patch.16' : 'unknown'
  if (tokenErrorDetail === 'filled') return 'unknown'
  if (missingUser === 'no_documents') return 'standalone'
  if (missingUser === 'not_found') return 'main'
  return configList === 'there' && tokenErrorDetail === 'empty' ? 'main' : 'unknown'
}

export function adminTokensOf(version: OpenimVersion): Capabilities['adminTokens'] {
  if (version === 'unknown') return 'unknown'
  return version === 'patch.16' ? 'kept' : 'replaced'
}

export function warningsOf(version: OpenimVersion, around: Surroundings): OpenimWarning[] {
  const { clockDifferenceMs } = around
  const holds: Record<OpenimWarning, boolean> = {
    version_unknown: version === 'unknown',
    default_secret: around.secret === defaultSecret,
    unencrypted: isUnencrypted(around.baseUrl),
    port_open_to_users: around.openToUsers === 'yes',
    admin_tokens_irrevocable: version === 'patch.16',
    clock_differs: clockDifferenceMs !== null && Math.abs(clockDifferenceMs) > mostClockDifferenceMs,
  }
  return allWarnings.filter((warning) => holds[warning])
}

/** In the order in which they matter. */
const allWarnings: readonly OpenimWarning[] = [
  'default_secret',
  'port_open_to_users',
  'unencrypted',
  'version_unknown',
  'admin_tokens_irrevocable',
  'clock_differs',
]

function isUnencrypted(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl)
  return protocol === 'http:' && !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
}
