import { type EffectContext, Obstacle } from '@/server/actions/effect'
import { type SnapshotPerson, wantedOwner } from '@/server/actions/group/restore-plan'

/**
 * Gives the group back to its owner. A transfer is not safe to repeat — the same call twice makes two owners — so the
 * owners are read right before, and exactly one is seen after (contract 4.5 `transfer_group`).
 */
export async function restoreOwner(
  ctx: EffectContext,
  groupId: string,
  people: readonly SnapshotPerson[],
): Promise<void> {
  const owner = wantedOwner(people)
  if (owner === null) throw new Obstacle('nobody_left')
  const { openim } = ctx.env
  const owners = await ownerIds(ctx, groupId)
  const current = owners.includes(owner) ? owner : owners[0]
  await demote(
    ctx,
    groupId,
    owners.filter((id) => id !== current),
  )
  if (current === owner) return removeHelper(ctx, groupId, people)
  const from = current ?? (await anybodyElse(ctx, groupId, owner))
  await ctx.call(
    'transfer',
    () => openim.groups.transfer(groupId, from, owner, ctx.options),
    async () => {
      const now = await ownerIds(ctx, groupId)
      return now.length === 1 && now[0] === owner
    },
  )
  await removeHelper(ctx, groupId, people)
}

/** Leaves one owner where somebody made several. */
async function demote(ctx: EffectContext, groupId: string, extra: readonly string[]): Promise<void> {
  if (extra.length === 0) return
  await ctx.call(
    'demote',
    () =>
      ctx.env.openim.groups.setMembers(
        groupId,
        extra.map((userId) => ({ userId, role: 'member' })),
        ctx.options,
      ),
    async () => !(await ownerIds(ctx, groupId)).some((id) => extra.includes(id)),
  )
}

async function ownerIds(ctx: EffectContext, groupId: string): Promise<string[]> {
  const owners = await ctx.env.openim.groups.owners(groupId, ctx.options)
  return owners.map((member) => member.userId)
}

/**
 * A member other than the owner to be: a transfer needs somebody to transfer from. Where there is nobody else, our own
 * OpenIM admin joins for that moment.
 */
async function anybodyElse(ctx: EffectContext, groupId: string, owner: string): Promise<string> {
  const ids = await ctx.env.openim.groups.members.ids(groupId, ctx.options)
  const other = ids.find((id) => id !== owner)
  if (other !== undefined) return other
  const { admin } = ctx.env.config.openim
  await ctx.call(
    'invite',
    () => ctx.env.openim.groups.invite(groupId, [admin], { sendMessage: false }, ctx.options),
    async () => (await ctx.env.openim.groups.members.ids(groupId, ctx.options)).includes(admin),
  )
  return admin
}

/** Our admin leaves again, unless it was a member before. Nobody can kick themselves. */
async function removeHelper(
  ctx: EffectContext,
  groupId: string,
  people: readonly SnapshotPerson[],
): Promise<void> {
  const { groups } = ctx.env.openim
  const { admin } = ctx.env.config.openim
  const isHere = async () => (await groups.members.details(groupId, [admin], ctx.options)).length > 0
  if (people.some((person) => person.userId === admin) || !(await isHere())) return
  await ctx.call(
    'leave',
    () => groups.quit(groupId, admin, ctx.options),
    async () => !(await isHere()),
  )
}
