import { randomUUID } from 'node:crypto'
import { newCode } from '@/server/features/invites/code'
import { redeem } from '@/server/features/invites/redeem'
import type { InviteMode } from '@/server/features/invites/schema'
import type { World } from '@/server/testing/world'

export type TestLink = { id: string; code: string; groupId: string }

type LinkSettings = { groupId?: string; maxUses?: number | null; mode?: InviteMode; oncePerPerson?: boolean }

/** Links, and people who come by them. */
export function createInvites(world: World) {
  const { openim, db } = world.env

  return {
    /** A link to a group of its own, or to the one given. */
    async link(settings: LinkSettings = {}): Promise<TestLink> {
      const {
        groupId = (await world.group(2)).groupId,
        maxUses = null,
        mode = 'join',
        oncePerPerson = true,
      } = settings
      const code = newCode()
      const { id } = await db.prisma.invite.create({ data: { code, groupId, mode, maxUses, oncePerPerson } })
      return { id, code, groupId }
    },

    /** People whom OpenIM knows and who are in no group. */
    async people(count: number): Promise<string[]> {
      const run = randomUUID().slice(0, 8)
      const ids = Array.from({ length: count }, (_, i) => `guest_${run}_${i}`)
      await openim.users.register(
        ids.map((id) => ({ id, nickname: `Nick ${id}` })),
        { operationId: 'test', timeoutMs: 30_000 },
      )
      return ids
    },

    redeem: (code: string, userId: string, env = world.env) =>
      redeem(env, { code, userId, by: { kind: 'reporter', id: userId, name: userId }, requestId: 'test' }),

    async inGroup(groupId: string): Promise<string[]> {
      return await openim.groups.members.ids(groupId, { operationId: 'test' })
    },

    usesOf: async ({ id }: TestLink) => (await db.prisma.invite.findUniqueOrThrow({ where: { id } })).used,
  }
}
