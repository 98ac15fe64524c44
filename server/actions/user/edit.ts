import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { storableText } from '@/server/db/storable-text'
import type { User } from '@/server/openim/user-schema'
import { notActedOn, userNow } from './now'
import { editUserInput } from './schema'
import { defineUserAction } from './subject'

type Changes = z.infer<typeof editUserInput>

/** Change somebody's nickname or picture in OpenIM. They can change both again themselves. */
export const editUser = defineUserAction({
  name: 'user.edit',
  input: editUserInput,
  kept: z.object({ nickname: z.string(), faceUrl: z.string() }),
  desired: (before) => before,

  inverse(input, kept) {
    if (kept === null) return null
    const back = {
      // OpenIM's own calls can leave a name empty, which ours cannot bring back.
      ...(input.nickname === undefined || kept.nickname === '' ? {} : { nickname: kept.nickname }),
      ...(input.faceUrl === undefined ? {} : { faceUrl: kept.faceUrl }),
    }
    return editUserInput.safeParse(back).success ? { action: 'user.edit', input: back } : null
  },

  plan: (user, input) => ({
    people: 1,
    consequences: [
      ...when(
        input.nickname !== undefined,
        fact('edit_user_name', { before: user.nickname, name: input.nickname ?? '' }),
      ),
      ...when(input.faceUrl !== undefined, fact('edit_user_picture')),
      fact('edit_user_everywhere'),
      fact('edit_user_theirs'),
    ],
    obstacles: notActedOn(user),
    takenBack: { by: 'user.edit', days: null },
  }),

  async keep(ctx, { userId }) {
    const { nickname, faceUrl } = await userNow(ctx, userId)
    return { nickname: storableText(nickname), faceUrl: storableText(faceUrl) }
  },

  async apply(ctx, { userId, input }) {
    if (isAsWanted(await userNow(ctx, userId), input)) return
    await ctx.call(
      'edit_user',
      () => ctx.env.openim.users.update(userId, input, ctx.options),
      async () => isAsWanted(await userNow(ctx, userId), input),
    )
  },

  async verify(ctx, { userId, input }): Promise<Verdict> {
    if (isAsWanted(await userNow(ctx, userId), input)) return { kind: 'holds' }
    return { kind: 'absent', code: 'not_edited' }
  },
})

const isAsWanted = (user: User, { nickname, faceUrl }: Changes) =>
  (nickname === undefined || user.nickname === nickname) &&
  (faceUrl === undefined || user.faceUrl === faceUrl)
