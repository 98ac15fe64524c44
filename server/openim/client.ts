import { z } from 'zod'
import type { CallReport, RepeatReport } from './attempt'
import { createAuth, mintAdminToken } from './auth'
import { createBroadcast } from './broadcast'
import { createCaller } from './call'
import { createConversations } from './conversations'
import type { Fetch } from './envelope'
import { createGroupInvitations } from './group-invitations'
import { createGroupList } from './group-list'
import { createGroupMembers } from './group-members'
import { createGroupMembership } from './group-membership'
import { createGroupOwnership } from './group-ownership'
import { roleLevels } from './group-schema'
import { createGroups } from './groups'
import type { OpenimHealth } from './health'
import { createJoinRequests } from './join-requests'
import { createMessages } from './messages'
import { createNotificationAccounts } from './notification-accounts'
import { createOnline } from './online'
import { createProbe } from './probe'
import { createStatistics } from './statistics'
import { createTokenKeeper, type TokenStore } from './token'
import { createUserImport } from './user-import'
import { createUsers } from './users'

export interface OpenimSettings {
  /** Where OpenIM's API listens, e.g. http://openim:10002. */
  baseUrl: string
  /** OpenIM's `share.yml` secret: only for asking for admin tokens, never logged. */
  secret: string
  /** One of OpenIM's app admins. */
  adminId: string
  /** Must belong to the same `baseUrl` and `adminId`. */
  tokenStore: TokenStore
  /** For one attempt of one call, ms. Default 10,000. */
  timeoutMs?: number | undefined
  /** Calls under way at once from this process. Default 16. */
  maxInFlight?: number | undefined
  /** Called after each attempt, for metrics. What it throws is ignored. */
  onCall?: ((report: CallReport) => void) | undefined
  /** Called once for each call, whether it was sent or not, and after its answer was read. What it throws is ignored. */
  onDone?: ((report: CallReport) => void) | undefined
  /** Called each time a call is about to be sent again. What it throws is ignored. */
  onRepeat?: ((repeat: RepeatReport) => void) | undefined
  fetch?: Fetch | undefined
  now?: (() => number) | undefined
  random?: (() => number) | undefined
}

const checked = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')),
  secret: z.string().min(1),
  adminId: z.string().min(1),
  timeoutMs: z.int().min(1).default(10_000),
  maxInFlight: z.int().min(1).default(16),
})

/** The time a token request may take: the row lock of the token store is held meanwhile. */
const tokenTimeoutMs = 5_000

export type Openim = ReturnType<typeof createOpenim>

/**
 * The one client of OpenIM. Its methods throw OpenimError and nothing else, answer in our own types (ids as strings,
 * times in ms), and take `{operationId, timeoutMs?, signal?}` last. Reads are repeated, writes never.
 * Throws a ZodError that names the setting where one is wrong.
 */
export function createOpenim(settings: OpenimSettings) {
  const { baseUrl, secret, adminId, timeoutMs, maxInFlight } = checked.parse(settings)
  const now = settings.now ?? Date.now
  const { call, callAs, health } = createCaller({
    baseUrl,
    timeoutMs,
    maxInFlight,
    secrets: [secret],
    fetch: settings.fetch ?? ((url, init) => fetch(url, init)),
    onCall: settings.onCall ?? (() => undefined),
    onDone: settings.onDone ?? (() => undefined),
    onRepeat: settings.onRepeat ?? (() => undefined),
    now,
    random: settings.random ?? Math.random,
    keeper: () => keeper,
  })
  const mint = () =>
    mintAdminToken(
      call,
      { secret, adminId },
      { operationId: `token-${crypto.randomUUID()}`, timeoutMs: tokenTimeoutMs },
    )
  const keeper = createTokenKeeper(settings.tokenStore, mint, now)
  const { probe, capabilities } = createProbe({ call, callAs, baseUrl, secret, now })
  const groups = createGroups(call)
  const people = createGroupMembers(call)
  const membership = createGroupMembership(call)
  const users = createUsers(call)
  const { ids, details } = people.members

  return {
    adminId,
    baseUrl,
    /** Whether OpenIM answers this process at the moment, and what the last probe found. Asks nobody. */
    health: (): OpenimHealth => ({ ...health(), capabilities: capabilities() }),
    probe,
    auth: createAuth(call, now),
    users: { ...users, ...createUserImport(users) },
    online: createOnline(call),
    notificationAccounts: createNotificationAccounts(call),
    conversations: createConversations(call),
    joinRequests: createJoinRequests(call, adminId),
    broadcast: createBroadcast(call),
    statistics: createStatistics(call),
    groups: {
      ...groups,
      ...createGroupList(call),
      ...people,
      ...membership,
      ...createGroupInvitations({ ids, details, invite: membership.invite }),
      ...createGroupOwnership({ ...people, ...membership, ids }),
    },
    messages: createMessages(call, adminId, {
      readersOf: async (groupId, options) => {
        const { members: first } = await people.members.page(groupId, 1, 3, options)
        return first.sort((a, b) => roleLevels[b.role] - roleLevels[a.role]).map((member) => member.userId)
      },
    }),
  }
}
