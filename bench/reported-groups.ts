import { openDb } from '@/server/db/client'
import { createOpenim, type Openim } from '@/server/openim/client'
import { createPostgresTokenStore } from '@/server/openim/token-postgres'
import { atEnd } from './cleanup'
import type { System } from './system'

const REPORTERS = 5

const options = { operationId: 'bench', timeoutMs: 30_000 }

/** Our own access to the sandbox; it shares Steward's admin token, because a second one would end the first. */
export function openimOf({ openim, databaseUrl }: System): Openim {
  const db = openDb(databaseUrl, 2)
  atEnd(db.close)
  const tokenStore = createPostgresTokenStore(db.pool, { baseUrl: openim.url, adminId: 'imAdmin' })
  return createOpenim({ baseUrl: openim.url, secret: openim.secret, adminId: 'imAdmin', tokenStore })
}

/** So many groups, all with the same few people who will report them. */
export async function makeGroups(openim: Openim, count: number) {
  const people = Array.from({ length: REPORTERS + 1 }, (_, n) => ({
    id: `benchuser${n}`,
    nickname: `Bench ${n}`,
  }))
  await openim.users.register(people, options)
  const [owner = '', ...reporters] = people.map(({ id }) => id)
  const groups: { id: string; name: string }[] = []
  for (let n = 1; n <= count; n++) {
    const name = `Bench group ${n} of ${count}`
    const id = await openim.groups.create(
      { name, ownerId: owner, adminIds: [], memberIds: reporters },
      options,
    )
    groups.push({ id, name })
  }
  const tokens: string[] = []
  for (const id of reporters) tokens.push((await openim.auth.userToken(id, 5, options)).token)
  return { groups, tokens }
}

/** Somebody reports a group as their app would. */
export async function report(url: string, token: string, groupId: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/reports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ subject: { kind: 'group', groupId }, reason: 'spam' }),
  })
  if (answer.status !== 201)
    throw new Error(`the report was answered ${answer.status}: ${await answer.text()}`)
}
