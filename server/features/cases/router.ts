import { mergeRouters, procedure, router } from '@/server/trpc/init'
import { claimOwn } from './claim'
import { countCases } from './counts'
import { decideCase } from './decide'
import { getCase } from './get'
import { heartbeat } from './heartbeat'
import { listCases } from './list'
import { releaseCase } from './release'
import { reopenCase } from './reopen'
import { saveDraft } from './save-draft'
import {
  caseListInput,
  caseNumberInput,
  claimInput,
  decideCaseInput,
  decisionIdInput,
  draftInput,
  heldCaseInput,
  reopenCaseInput,
  takeOverInput,
} from './schema'
import { listUndoable, takeBack } from './take-back'
import { takeOverCase } from './take-over'
import { togetherRouter } from './together/router'
import { workRouter } from './work/router'

const decidingRouter = router({
  list: procedure('case.read')
    .input(caseListInput)
    .query(({ ctx, input }) => listCases(ctx.env.db, ctx.actor, input)),
  counts: procedure('case.read').query(({ ctx }) => countCases(ctx.env.db, ctx.actor)),
  get: procedure('case.read')
    .input(caseNumberInput)
    .query(({ ctx, input }) => getCase(ctx.env.db, ctx, input.number)),
  claim: procedure('case.claim')
    .input(claimInput)
    .mutation(({ ctx, input }) => claimOwn(ctx.env, ctx, input.caseId)),
  heartbeat: procedure('case.claim')
    .input(heldCaseInput)
    .mutation(({ ctx, input }) => heartbeat(ctx.env.db, ctx.actor, input)),
  release: procedure('case.claim')
    .input(heldCaseInput)
    .mutation(({ ctx, input }) => releaseCase(ctx.env.db, ctx, input)),
  takeOver: procedure('case.takeover')
    .input(takeOverInput)
    .mutation(({ ctx, input }) => takeOverCase(ctx.env.db, ctx, input)),
  saveDraft: procedure('case.claim')
    .input(draftInput)
    .mutation(({ ctx, input }) => saveDraft(ctx.env.db, ctx.actor.id, input)),
  decide: procedure('case.decide')
    .input(decideCaseInput)
    .mutation(({ ctx, input }) => decideCase(ctx.env, ctx, input)),
  undoable: procedure('case.decide').query(({ ctx }) => listUndoable(ctx.env.db, ctx.actor.id)),
  takeBack: procedure('case.decide')
    .input(decisionIdInput)
    .mutation(({ ctx, input }) => takeBack(ctx.env, ctx, input.decisionId)),
  reopen: procedure('case.decide')
    .input(reopenCaseInput)
    .mutation(({ ctx, input }) => reopenCase(ctx.env.db, ctx, input)),
})

/** Reports gathered in cases: the queue, one case, and what is done with it. */
export const casesRouter = mergeRouters(decidingRouter, workRouter, togetherRouter)
