import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { isUserId } from '@/server/openim/users'
import { registerInput } from './schema'
import { defineUserAction } from './subject'

/** Register somebody in OpenIM. Whoever is registered already stays as they are. OpenIM cannot remove anybody again. */
export const registerUser = defineUserAction({
  name: 'user.register',
  input: registerInput,
  kept: z.object({}),
  inverse: () => null,
  desired: (before) => before,

  // Nobody knows them yet by another name.
  look: async (_, user, { nickname }) => (user.registered ? user : { ...user, name: nickname }),

  plan: (user, { nickname }) => ({
    people: 1,
    consequences: user.registered
      ? [fact('register_already', { name: user.nickname })]
      : [fact('register_new', { name: nickname }), fact('register_for_good')],
    obstacles: [
      ...when(!user.registered && !isUserId(user.userId), fact('user_id_rules')),
      ...when(user.isSystem, fact('system_account')),
    ],
    takenBack: null,
  }),

  keep: async () => ({}),

  async apply(ctx, { userId: id, input: { nickname, faceUrl } }) {
    if (await isThere(ctx, id)) return
    await ctx.call(
      'register',
      () => ctx.env.openim.users.register([{ id, nickname, faceUrl }], ctx.options),
      () => isThere(ctx, id),
    )
  },

  async verify(ctx, { userId }): Promise<Verdict> {
    return (await isThere(ctx, userId)) ? { kind: 'holds' } : { kind: 'absent', code: 'not_registered' }
  },
})

async function isThere({ env, options }: Parameters<typeof registerUser.reach>[0], id: string) {
  return (await env.openim.users.check([id], options)).has(id)
}
