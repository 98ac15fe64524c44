import type { SandboxOptions } from '../options'
import { type Sandbox, startSandbox } from '../server'
import { TestClient } from '../test-client'

/** Five people and a group: u1 owns it, u4 administers it, u2 and u3 are in it, u5 is not; u9 does not exist. */
export interface World {
  sandbox: Sandbox
  client: TestClient
  /** The group's id. */
  g: string
  tokens: Map<string, string>
}

export const PEOPLE = ['u1', 'u2', 'u3', 'u4', 'u5']

export async function makeWorld(options: SandboxOptions = {}): Promise<World> {
  const sandbox = await startSandbox({ storeDelayMs: 0, purgeDelayMs: 5, ...options })
  const client = await TestClient.signIn(sandbox.url)
  await client.users(...PEOPLE)
  const groupInfo = { groupName: 'group', groupType: 2 }
  const made = await client.ok('/group/create_group', {
    ownerUserID: 'u1',
    memberUserIDs: ['u2', 'u3'],
    adminUserIDs: ['u4'],
    groupInfo,
  })
  const tokens = new Map<string, string>()
  for (const userID of PEOPLE) {
    tokens.set(userID, (await client.ok('/auth/get_user_token', { userID, platformID: 5 })).token)
  }
  return { sandbox, client, g: made.groupInfo.groupID, tokens }
}

/** One call and what the contract says of its answer. `$G` in bodies and expectations is the group's id. */
export interface Row {
  /** What of the contract it shows. */
  says: string
  path: string
  body: unknown
  /** Who calls: an app admin unless given. */
  as?: string
  /** Calls before it, by an app admin, which must succeed. */
  after?: [string, unknown][]
  code?: number
  dlt?: string
  /** What `data` is, key order included; null for none at all, 'null' where it is there and null. */
  data?: unknown
}

/** Makes the call of a row and gives what it answered beside what it should, both as text. */
export async function play(world: World, row: Row): Promise<{ got: string; want: string }> {
  const filled = (value: unknown) => JSON.parse(JSON.stringify(value ?? {}).replaceAll('$G', world.g))
  for (const [path, body] of row.after ?? []) await world.client.ok(path, filled(body))
  const token = row.as ? world.tokens.get(row.as) : undefined
  const { errCode, errDlt, ...rest } = await world.client.post(row.path, filled(row.body), token)
  const got: Record<string, unknown> = { errCode }
  const want: Record<string, unknown> = { errCode: row.code ?? 0 }
  if (row.dlt !== undefined) {
    got.errDlt = errDlt
    want.errDlt = row.dlt.replaceAll('$G', world.g)
  }
  if (row.data !== undefined) {
    got.data = 'data' in rest ? timeless(rest.data) : 'none'
    want.data = row.data === null ? 'none' : row.data === 'null' ? null : filled(row.data)
  }
  return { got: JSON.stringify(got, null, 1), want: JSON.stringify(want, null, 1) }
}

/** Times become 'ms' or 's' by their size. */
function timeless(value: unknown): unknown {
  if (typeof value === 'number') return value > 1.6e12 ? 'ms' : value > 1.6e9 ? 's' : value
  if (Array.isArray(value)) return value.map(timeless)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, timeless(inner)]))
}
