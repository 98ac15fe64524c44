import { notesOnGroup } from '@/server/features/extension/notes'
import {
  groupNoteInput,
  groupSubject,
  protectGroupInput,
  setCategoryInput,
  setTagsInput,
} from '@/server/features/extension/schema'
import { sweepStatus } from '@/server/features/sweeps/status'
import { procedure, router } from '@/server/trpc/init'
import { detailFor } from './case-facts'
import { countGroups } from './count'
import { addGroupNote, setCategory, setGroupProtected, setTags } from './extension'
import { getGroup } from './get'
import { listGroups } from './list'
import { readLive } from './live'
import { listMembers } from './members'
import { groupFilter, groupIdInput, groupListInput, groupMembersInput } from './schema'

/** Groups as the index has them, and as OpenIM has them now. */
export const groupsRouter = router({
  list: procedure('group.read')
    .input(groupListInput)
    .query(({ ctx, input }) => listGroups(ctx.env.db, input, ctx.actor.role)),
  count: procedure('group.read')
    .input(groupFilter)
    .query(({ ctx, input }) => countGroups(ctx.env.db, input, ctx.actor.role)),
  /** How far the index of groups and people has come, and since when it has been whole. */
  index: procedure('group.read').query(({ ctx }) => sweepStatus(ctx.env.db)),
  get: procedure('group.read')
    .input(groupIdInput)
    .query(async ({ ctx, input }) => detailFor(ctx.actor.role, await getGroup(ctx.env, input.groupId))),
  live: procedure('group.read')
    .input(groupIdInput)
    .query(({ ctx, input }) => readLive(ctx.env, input.groupId)),
  members: procedure('group.read')
    .input(groupMembersInput)
    .query(({ ctx, input }) => listMembers(ctx.env, input, ctx.requestId)),
  notes: procedure('case.read')
    .input(groupSubject)
    .query(({ ctx, input }) => notesOnGroup(ctx.env.db, input.groupId)),
  setCategory: procedure('subject.annotate')
    .input(setCategoryInput)
    .mutation(({ ctx, input }) => setCategory(ctx.env.db, ctx, input)),
  setTags: procedure('subject.annotate')
    .input(setTagsInput)
    .mutation(({ ctx, input }) => setTags(ctx.env.db, ctx, input)),
  addNote: procedure('subject.annotate')
    .input(groupNoteInput)
    .mutation(({ ctx, input }) => addGroupNote(ctx.env.db, ctx, input)),
  setProtected: procedure('subject.protect')
    .input(protectGroupInput)
    .mutation(({ ctx, input }) => setGroupProtected(ctx.env.db, ctx, input)),
})
