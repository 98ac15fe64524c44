import { refuseHidden } from '@/server/features/appeals/blind'
import { personNoteInput, protectPersonInput, setStandingInput } from '@/server/features/extension/schema'
import { procedure, router } from '@/server/trpc/init'
import { addPersonNote, setPersonProtected, setStanding } from './extension'
import { getPerson } from './get'
import { groupsOf } from './groups'
import { messagesToRemove, removeMessages } from './messages'
import { messagesToRemoveInput, personGroupsInput, personInput, removeMessagesInput } from './schema'

/** One person: what OpenIM and we know of them, and what is kept about them. */
export const personRouter = router({
  get: procedure('person.read')
    .input(personInput)
    .query(async ({ ctx, input }) => {
      await refuseHidden(ctx.env.db, ctx.actor.id, input)
      return await getPerson(ctx.env, input.userId, ctx.actor, ctx.requestId)
    }),
  groups: procedure('person.read')
    .input(personGroupsInput)
    .query(({ ctx, input }) => groupsOf(ctx.env, input, ctx.requestId)),
  /** A mutation, because reading it leaves an audit row: it must not be read again unasked. For who may revoke them. */
  messagesToRemove: procedure('message.revoke')
    .input(messagesToRemoveInput)
    .mutation(({ ctx, input }) => messagesToRemove(ctx.env, ctx, input)),
  removeMessages: procedure('action.submit')
    .input(removeMessagesInput)
    .mutation(({ ctx, input }) => removeMessages(ctx.env, ctx, input)),
  setStanding: procedure('subject.annotate')
    .input(setStandingInput)
    .mutation(({ ctx, input }) => setStanding(ctx.env, ctx, input)),
  addNote: procedure('subject.annotate')
    .input(personNoteInput)
    .mutation(({ ctx, input }) => addPersonNote(ctx.env, ctx, input)),
  setProtected: procedure('subject.protect')
    .input(protectPersonInput)
    .mutation(({ ctx, input }) => setPersonProtected(ctx.env, ctx, input)),
})
