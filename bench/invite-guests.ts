import { randomBytes } from 'node:crypto'
import type { Env } from '@/server/env'
import { newCode } from '@/server/features/invites/code'

/** Somebody who has not come by this link yet. */
export type Guest = { code: string; groupId: string; userId: string }

const options = { operationId: 'bench', timeoutMs: 30_000 }

/** New people, with links to new groups: each has enough uses for its share of them. */
export async function newGuests(
  env: Pick<Env, 'db' | 'openim'>,
  count: number,
  links: number,
): Promise<Guest[]> {
  const run = randomBytes(5).toString('hex')
  const ownerId = `owner_${run}`
  const userIds = Array.from({ length: count }, (_, i) => `guest_${run}_${i}`)
  const everybody = [ownerId, ...userIds].map((id) => ({ id, nickname: `Nick ${id}` }))
  for (let i = 0; i < everybody.length; i += 1_000)
    await env.openim.users.register(everybody.slice(i, i + 1_000), options)
  const made: { code: string; groupId: string }[] = []
  for (let i = 0; i < links; i++) made.push(await newLink(env, ownerId, Math.ceil(count / links)))
  return userIds.flatMap((userId, at) => {
    const link = made[at % links]
    return link ? [{ ...link, userId }] : []
  })
}

async function newLink({ db, openim }: Pick<Env, 'db' | 'openim'>, ownerId: string, maxUses: number) {
  const code = newCode()
  const groupId = await openim.groups.create({ name: `Group ${code}`, ownerId }, options)
  await db.prisma.invite.create({ data: { code, groupId, mode: 'join', maxUses } })
  return { code, groupId }
}

/** Does `work` for each with so many under way at once, and tells how many a second that was. */
export async function perSecond<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<number> {
  const next = items.values()
  async function lane() {
    for (const item of next) await work(item)
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: atOnce }, lane))
  return (items.length / (performance.now() - startedAt)) * 1_000
}
