import { policyIdInput } from '@/server/features/desk/schema'
import { procedure, router } from '@/server/trpc/init'
import { reorder } from './order'
import { policyVersions, savePolicy, setPolicyActive } from './policies'
import { removePreset, savePreset } from './presets'
import { listQueues, saveQueue, setQueueMembers } from './queues'
import { listReasons, saveReason } from './reasons'
import {
  chatIdInput,
  ownChatIdInput,
  removePresetInput,
  removeTeamInput,
  removeTemplateInput,
  reorderInput,
  savePolicyInput,
  savePresetInput,
  saveQueueInput,
  saveReasonInput,
  saveTeamInput,
  saveTemplateInput,
  setPolicyActiveInput,
  setQueueMembersInput,
  setStaffDeskInput,
} from './schema'
import { chatIdsOf, linkChatId, listDeskStaff, setStaffDesk, unlinkChatId } from './staff'
import { listTeams, removeTeam, saveTeam } from './teams'
import { removeTemplate, saveTemplate } from './templates'

/** How the review desk is configured. Owners set the rules; admins arrange the work within them. */
export const deskSettingsRouter = router({
  reasons: procedure('setting.read').query(({ ctx }) => listReasons(ctx.env.db, ctx.actor)),
  saveReason: procedure('setting.write')
    .input(saveReasonInput)
    .mutation(({ ctx, input }) => saveReason(ctx.env.db, ctx, input)),
  queues: procedure('setting.read').query(({ ctx }) => listQueues(ctx.env.db, ctx.actor)),
  saveQueue: procedure('setting.write')
    .input(saveQueueInput)
    .mutation(({ ctx, input }) => saveQueue(ctx.env.db, ctx, input)),
  setQueueMembers: procedure('desk.arrange')
    .input(setQueueMembersInput)
    .mutation(({ ctx, input }) => setQueueMembers(ctx.env.db, ctx, input)),
  reorder: procedure('setting.write')
    .input(reorderInput)
    .mutation(({ ctx, input }) => reorder(ctx.env.db, ctx, input)),
  policyVersions: procedure('setting.read')
    .input(policyIdInput)
    .query(({ ctx, input }) => policyVersions(ctx.env.db, input.policyId)),
  savePolicy: procedure('setting.write')
    .input(savePolicyInput)
    .mutation(({ ctx, input }) => savePolicy(ctx.env.db, ctx, input)),
  setPolicyActive: procedure('setting.write')
    .input(setPolicyActiveInput)
    .mutation(({ ctx, input }) => setPolicyActive(ctx.env.db, ctx, input)),
  savePreset: procedure('desk.arrange')
    .input(savePresetInput)
    .mutation(({ ctx, input }) => savePreset(ctx.env.db, ctx, input)),
  removePreset: procedure('desk.arrange')
    .input(removePresetInput)
    .mutation(({ ctx, input }) => removePreset(ctx.env.db, ctx, input)),
  saveTemplate: procedure('desk.arrange')
    .input(saveTemplateInput)
    .mutation(({ ctx, input }) => saveTemplate(ctx.env.db, ctx, input)),
  removeTemplate: procedure('desk.arrange')
    .input(removeTemplateInput)
    .mutation(({ ctx, input }) => removeTemplate(ctx.env.db, ctx, input)),
  staff: procedure('setting.read').query(({ ctx }) => listDeskStaff(ctx.env.db)),
  setStaffDesk: procedure('desk.arrange')
    .input(setStaffDeskInput)
    .mutation(({ ctx, input }) => setStaffDesk(ctx.env.db, ctx, input)),
  teams: procedure('setting.read').query(({ ctx }) => listTeams(ctx.env.db)),
  saveTeam: procedure('setting.write')
    .input(saveTeamInput)
    .mutation(({ ctx, input }) => saveTeam(ctx.env.db, ctx, input)),
  removeTeam: procedure('setting.write')
    .input(removeTeamInput)
    .mutation(({ ctx, input }) => removeTeam(ctx.env.db, ctx, input)),
  ownChatIds: procedure('case.claim').query(({ ctx }) => chatIdsOf(ctx.env.db, [ctx.actor.id])),
  linkOwnChatId: procedure('case.claim')
    .input(ownChatIdInput)
    .mutation(({ ctx, input }) => linkChatId(ctx.env, ctx, { ...input, staffId: ctx.actor.id })),
  linkChatId: procedure('desk.arrange')
    .input(chatIdInput)
    .mutation(({ ctx, input }) => linkChatId(ctx.env, ctx, input)),
  unlinkChatId: procedure('desk.arrange')
    .input(chatIdInput)
    .mutation(({ ctx, input }) => unlinkChatId(ctx.env.db, ctx, input)),
})
