import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { cardOf, changesOf, type GroupCard, priorValues, showsAll } from '@/server/actions/group/card'
import { groupNow } from '@/server/actions/group/now'
import type { GroupReading } from '@/server/actions/group/reading'
import { announceInput, editInput, JOIN_RULES } from '@/server/actions/group/schema'
import { defineGroupAction } from '@/server/actions/group/subject'

const prior = z.object({
  name: z.string(),
  introduction: z.string(),
  faceUrl: z.string(),
  announcement: z.string(),
  joinRule: z.enum(JOIN_RULES).nullable(),
})

type Changing<Input> = {
  name: 'group.edit' | 'group.announce'
  input: z.ZodType<Input>
  /** What of the card the input wants. */
  wanted(input: Input): Partial<GroupCard>
  /** The input that wants this of the card. */
  back(card: Partial<GroupCard>): Record<string, unknown>
  consequences(group: GroupReading, input: Input): ReturnType<typeof fact>[]
}

/** An action that changes some of a group's card. OpenIM refuses it for a group that is dismissed or has no owner. */
function cardAction<Input>({ name, input, wanted, back, consequences }: Changing<Input>) {
  /** The input that returns to `before`; null where ours cannot name it exactly, as a name that OpenIM would ignore. */
  function returning(before: GroupCard, changed: Input): Record<string, unknown> | null {
    const card = priorValues(before, wanted(changed))
    if (card === null) return null
    const parsed = input.safeParse(back(card))
    return parsed.success && isDeepStrictEqual(wanted(parsed.data), card) ? back(card) : null
  }

  return defineGroupAction<Input, GroupCard>({
    name,
    input,
    kept: prior,
    inverse(changed, before) {
      const to = before && returning(before, changed)
      return to && { action: name, input: to }
    },

    desired: (before) => before,

    plan: (group, changed) => ({
      people: group.members,
      consequences: consequences(group, changed),
      obstacles: [
        ...when(group.status === 'dismissed', fact('dismissed_group')),
        ...when(group.status !== 'dismissed' && group.ownerId === null, fact('ownerless')),
        ...when(group.card !== null && showsAll(group.card, wanted(changed)), fact('already_shown')),
      ],
      takenBack: group.card && !returning(group.card, changed) ? null : { by: name, days: null },
    }),

    async keep(ctx, { groupId }) {
      const group = await groupNow(ctx, groupId)
      if (group.status === 'dismissed') throw new Obstacle('dismissed_group')
      if (group.ownerId === null) throw new Obstacle('ownerless')
      return cardOf(group)
    },

    async apply(ctx, { groupId, input: changed }) {
      const group = await groupNow(ctx, groupId)
      if (group.status === 'dismissed') throw new Obstacle('dismissed_group')
      if (group.ownerId === null) throw new Obstacle('ownerless')
      const card = wanted(changed)
      await ctx.call(
        'edit',
        () => ctx.env.openim.groups.setInfo(groupId, changesOf(card), ctx.options),
        async () => showsAll(cardOf(await groupNow(ctx, groupId)), card),
      )
    },

    async verify(ctx, { groupId, input: changed }): Promise<Verdict> {
      const group = await groupNow(ctx, groupId)
      if (!showsAll(cardOf(group), wanted(changed))) return { kind: 'absent', code: 'not_shown' }
      return { kind: 'holds', facts: { people: group.memberCount } }
    },
  })
}

/** Edit what a group says of itself: name, introduction, picture, who may get in. */
export const editGroup = cardAction({
  name: 'group.edit',
  input: editInput,
  wanted: (input) => input,
  back: (card) => card,
  consequences: ({ card }, input) => [
    ...(input.name === undefined ? [] : [fact('edit_name', { from: card?.name ?? '', to: input.name })]),
    ...when(input.introduction !== undefined, fact('edit_introduction')),
    ...when(input.faceUrl !== undefined, fact('edit_face')),
    ...(input.joinRule === undefined ? [] : [fact('edit_join_rule', { rule: input.joinRule })]),
    fact(input.name === undefined ? 'edit_quiet' : 'edit_name_told'),
  ],
})

/** Set a group's announcement, or clear it with an empty text. */
export const announceInGroup = cardAction({
  name: 'group.announce',
  input: announceInput,
  wanted: ({ text }) => ({ announcement: text }),
  back: ({ announcement }) => ({ text: announcement ?? '' }),
  consequences: ({ members, card }, { text }) => [
    text === '' ? fact('announce_clears') : fact('announce_told', { people: members }),
    ...when(text !== '' && card?.announcement !== '', fact('announce_replaces')),
  ],
})
