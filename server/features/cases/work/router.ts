import { getCase } from '@/server/features/cases/get'
import { procedure, router } from '@/server/trpc/init'
import { listColleagues } from './colleagues'
import { handOverCase, holdCase, watchCase } from './keep'
import { linkSubject } from './link'
import { mergeCases, proposeMerges } from './merge'
import { nextCase } from './next'
import { addNote, answerQuestion, askColleague, listNotes } from './notes'
import { assignCase, escalateCase, skipCase, snoozeCase, wakeCase } from './pass-on'
import { listLookers, lookAt } from './presence'
import {
  answerInput,
  askInput,
  assignInput,
  escalateInput,
  handOverInput,
  holdInput,
  linkInput,
  lookInput,
  mergeInput,
  nextInput,
  noteInput,
  ofCaseInput,
  skipInput,
  snoozeInput,
  splitInput,
  wakeInput,
  watchInput,
} from './schema'
import { splitCase } from './split'

/** What people do with a case besides deciding it. */
export const workRouter = router({
  /** The next case, claimed, with all that its page shows; null where nothing is left for this person. */
  next: procedure('case.claim')
    .input(nextInput)
    .mutation(async ({ ctx, input }) => {
      const next = await nextCase(ctx.env, ctx, input.leaving ?? null, input.within, input.besides)
      return next && (await getCase(ctx.env.db, ctx, next.number))
    }),
  skip: procedure('case.claim')
    .input(skipInput)
    .mutation(({ ctx, input }) => skipCase(ctx.env.db, ctx, input)),
  snooze: procedure('case.claim')
    .input(snoozeInput)
    .mutation(({ ctx, input }) => snoozeCase(ctx.env.db, ctx, input)),
  wake: procedure('case.claim')
    .input(wakeInput)
    .mutation(({ ctx, input }) => wakeCase(ctx.env.db, ctx, input)),
  assign: procedure('case.assign')
    .input(assignInput)
    .mutation(({ ctx, input }) => assignCase(ctx.env.db, ctx, input)),
  escalate: procedure('case.escalate')
    .input(escalateInput)
    .mutation(({ ctx, input }) => escalateCase(ctx.env.db, ctx, input)),
  watch: procedure('case.claim')
    .input(watchInput)
    .mutation(({ ctx, input }) => watchCase(ctx.env.db, ctx, input)),
  hold: procedure('case.hold')
    .input(holdInput)
    .mutation(({ ctx, input }) => holdCase(ctx.env.db, ctx, input)),
  handOver: procedure('case.hand_over')
    .input(handOverInput)
    .mutation(({ ctx, input }) => handOverCase(ctx.env.db, ctx, input)),
  notes: procedure('case.read')
    .input(ofCaseInput)
    .query(({ ctx, input }) => listNotes(ctx.env.db, ctx.actor.id, input.caseId)),
  note: procedure('case.note')
    .input(noteInput)
    .mutation(({ ctx, input }) => addNote(ctx.env.db, ctx, input)),
  ask: procedure('case.note')
    .input(askInput)
    .mutation(({ ctx, input }) => askColleague(ctx.env.db, ctx, input)),
  answer: procedure('case.note')
    .input(answerInput)
    .mutation(({ ctx, input }) => answerQuestion(ctx.env.db, ctx, input)),
  colleagues: procedure('case.assign').query(({ ctx }) => listColleagues(ctx.env.db, ctx.actor.id)),
  look: procedure('case.claim')
    .input(lookInput)
    .mutation(({ ctx, input }) => lookAt(ctx.env.db, ctx.actor.id, input)),
  lookers: procedure('case.read')
    .input(ofCaseInput)
    .query(({ ctx, input }) => listLookers(ctx.env.db, ctx.actor.id, input.caseId)),
  link: procedure('case.rearrange')
    .input(linkInput)
    .mutation(({ ctx, input }) => linkSubject(ctx.env, ctx, input)),
  split: procedure('case.rearrange')
    .input(splitInput)
    .mutation(({ ctx, input }) => splitCase(ctx.env.db, ctx, input)),
  merge: procedure('case.rearrange')
    .input(mergeInput)
    .mutation(({ ctx, input }) => mergeCases(ctx.env.db, ctx, input)),
  proposals: procedure('case.read')
    .input(ofCaseInput)
    .query(({ ctx, input }) => proposeMerges(ctx.env.db, ctx.actor, input.caseId)),
})
