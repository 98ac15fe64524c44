import { procedure, router } from '@/server/trpc/init'
import { accusedNow } from './accused-now'
import { lookAgain } from './look-again'
import { moreMessages } from './more'
import { readPart } from './part'
import { retentionOf } from './retention'
import { revealMedia } from './reveal'
import { accusedInput, moreMessagesInput, partInput, revealInput } from './schema'

/** What is kept of the things that a case is about, and what OpenIM has of them now. */
export const evidenceRouter = router({
  part: procedure('case.read')
    .input(partInput)
    .query(({ ctx, input }) => readPart(ctx.env.db, ctx, input.subjectId)),
  lookAgain: procedure('case.read')
    .input(partInput)
    .query(({ ctx, input }) => lookAgain(ctx.env, ctx, input.subjectId)),
  accusedNow: procedure('case.read')
    .input(accusedInput)
    .query(({ ctx, input }) => accusedNow(ctx.env, ctx, input.caseId)),
  retention: procedure('case.read')
    .input(accusedInput)
    .query(({ ctx, input }) => retentionOf(ctx.env.db, ctx, input.caseId)),
  /** A mutation, because reading it leaves an audit row: it must not be read again unasked. */
  more: procedure('case.decide')
    .input(moreMessagesInput)
    .mutation(({ ctx, input }) => moreMessages(ctx.env, ctx, input)),
  reveal: procedure('case.decide')
    .input(revealInput)
    .mutation(({ ctx, input }) => revealMedia(ctx.env, ctx, input.mediaId)),
})
