import { refuseHidden } from '@/server/features/appeals/blind'
import { seenCases } from '@/server/features/cases/sight'
import { notesOnGroup } from '@/server/features/extension/notes'
import {
  groupNoteInput,
  groupSubject,
  protectGroupInput,
  setCategoryInput,
  setGroupStandingInput,
  setTagsInput,
} from '@/server/features/extension/schema'
import { sweepStatus } from '@/server/features/sweeps/status'
import { procedure, router } from '@/server/trpc/init'
import { annotateAll, annotateAllInput } from './annotate-all'
import { prepareGroupsBatch, prepareGroupsBatchInput } from './batch'
import { detailFor } from './case-facts'
import { countGroups } from './count'
import { addGroupNote, setCategory, setGroupProtected, setGroupStanding, setTags } from './extension'
import { getGroup } from './get'
import { pendingRequests } from './join-requests'
import { groupLabels } from './labels'
import { listGroups } from './list'
import { readLive } from './live'
import { readCard } from './live-card'
import { listMembers } from './members'
import { prepareMembersBatch, prepareMembersBatchInput } from './members-batch'
import { recentMessages } from './messages'
import { groupMessagesInput, joinRequestsInput, memberListInput } from './page/schema'
import { relatedGroups } from './related'
import { mostReported } from './reported-members'
import { groupFilter, groupIdInput, groupListInput } from './schema'

/** Groups as the index has them, and as OpenIM has them now. */
export const groupsRouter = router({
  list: procedure('group.read')
    .input(groupListInput)
    .query(({ ctx, input }) => listGroups(ctx.env.db, input, ctx.actor.role)),
  count: procedure('group.read')
    .input(groupFilter)
    .query(({ ctx, input }) => countGroups(ctx.env.db, input, ctx.actor.role)),
  /** Categories and tags in use. */
  labels: procedure('group.read').query(({ ctx }) => groupLabels(ctx.env.db)),
  /** How far the index of groups and people has come, and since when it has been whole. */
  index: procedure('group.read').query(({ ctx }) => sweepStatus(ctx.env.db)),
  get: procedure('group.read')
    .input(groupIdInput)
    .query(async ({ ctx, input }) => {
      await refuseHidden(ctx.env.db, ctx.actor.id, input)
      return detailFor(ctx.env.db, ctx.actor, await getGroup(ctx.env, input.groupId, seenCases(ctx.actor)))
    }),
  live: procedure('group.read')
    .input(groupIdInput)
    .query(async ({ ctx, input }) => {
      await refuseHidden(ctx.env.db, ctx.actor.id, input)
      return await readLive(ctx.env, input.groupId)
    }),
  members: procedure('group.read')
    .input(memberListInput)
    .query(({ ctx, input }) => listMembers(ctx.env, input, ctx.actor, ctx.requestId)),
  /** What the forms that change a group's card begin with. */
  card: procedure('group.read')
    .input(groupIdInput)
    .query(({ ctx, input }) => readCard(ctx.env, input.groupId, ctx.requestId)),
  joinRequests: procedure('group.read')
    .input(joinRequestsInput)
    .query(({ ctx, input }) => pendingRequests(ctx.env, input, ctx.requestId)),
  /** A mutation, because reading it leaves an audit row: it must not be read again unasked. */
  recentMessages: procedure('case.decide')
    .input(groupMessagesInput)
    .mutation(({ ctx, input }) => recentMessages(ctx.env, ctx, input)),
  mostReported: procedure('case.read')
    .input(groupIdInput)
    .query(({ ctx, input }) => mostReported(ctx.env.db, ctx.actor, input.groupId)),
  related: procedure('group.read')
    .input(groupIdInput)
    .query(({ ctx, input }) => relatedGroups(ctx.env, input.groupId, ctx.actor.role, ctx.requestId)),
  /** Begins planning an action on many groups; the worker plans. */
  prepareBatch: procedure('action.submit')
    .input(prepareGroupsBatchInput)
    .mutation(({ ctx, input }) => prepareGroupsBatch(ctx.env.db, ctx, input)),
  prepareMembersBatch: procedure('action.submit')
    .input(prepareMembersBatchInput)
    .mutation(({ ctx, input }) => prepareMembersBatch(ctx.env, ctx, input)),
  annotateAll: procedure('subject.annotate')
    .input(annotateAllInput)
    .mutation(({ ctx, input }) => annotateAll(ctx.env.db, ctx, input)),
  notes: procedure('case.read')
    .input(groupSubject)
    .query(({ ctx, input }) => notesOnGroup(ctx.env.db, input.groupId)),
  setCategory: procedure('subject.annotate')
    .input(setCategoryInput)
    .mutation(({ ctx, input }) => setCategory(ctx.env.db, ctx, input)),
  setTags: procedure('subject.annotate')
    .input(setTagsInput)
    .mutation(({ ctx, input }) => setTags(ctx.env.db, ctx, input)),
  setStanding: procedure('subject.annotate')
    .input(setGroupStandingInput)
    .mutation(({ ctx, input }) => setGroupStanding(ctx.env.db, ctx, input)),
  addNote: procedure('subject.annotate')
    .input(groupNoteInput)
    .mutation(({ ctx, input }) => addGroupNote(ctx.env.db, ctx, input)),
  setProtected: procedure('subject.protect')
    .input(protectGroupInput)
    .mutation(({ ctx, input }) => setGroupProtected(ctx.env.db, ctx, input)),
})
