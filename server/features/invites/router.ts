import { readSetting, writeSetting } from '@/server/settings'
import { procedure, router } from '@/server/trpc/init'
import { arrivalsOf, listArrivals, presentIn } from './console/arrivals'
import { checkLink } from './console/check'
import { getInvite } from './console/get'
import { listInvites } from './console/list'
import {
  arrivalListInput,
  checkInput,
  inviteKeyInput,
  inviteListInput,
  personArrivalsInput,
  presenceInput,
  undoJoinsInput,
} from './console/schema'
import { prepareUndoJoins } from './console/undo-joins'
import { changeInvite, pauseInvite, resumeInvite, revokeInvite } from './manage/change'
import { changeMany } from './manage/change-many'
import { createInvite, createInvites } from './manage/create'
import { groupRule, setGroupRule } from './manage/group-rule'
import { INVITE_LIMITS, limitFor } from './manage/limits'
import { previewInvites } from './manage/preview'
import { returnUse } from './manage/return-use'
import {
  changeInviteInput,
  changeManyInput,
  createInviteInput,
  createInvitesInput,
  groupRuleInput,
  previewInvitesInput,
  remindInput,
  returnUseInput,
  seenInviteInput,
  setGroupRuleInput,
  setInviteLimitsInput,
} from './manage/schema'
import { ABUSE_RULE } from './redemption/abuse'
import { setAbuseRuleInput } from './redemption/schema'
import { remindLeaders } from './reminders/remind'

/** Invite links: what staff see of them and do with them. */
export const invitesRouter = router({
  list: procedure('invite.read')
    .input(inviteListInput)
    .query(({ ctx, input }) => listInvites(ctx.env.db, input, ctx.actor.id)),
  get: procedure('invite.read')
    .input(inviteKeyInput)
    .query(({ ctx, input }) => getInvite(ctx.env.db, input)),
  arrivals: procedure('invite.read')
    .input(arrivalListInput)
    .query(({ ctx, input }) => listArrivals(ctx.env.db, input)),
  arrivalsOf: procedure('invite.read')
    .input(personArrivalsInput)
    .query(({ ctx, input }) => arrivalsOf(ctx.env.db, input.userId)),
  presence: procedure('invite.read')
    .input(presenceInput)
    .query(({ ctx, input }) => presentIn(ctx.env, input, ctx.requestId)),
  /** What somebody who uses a link is told, and why. */
  check: procedure('invite.read')
    .input(checkInput)
    .query(({ ctx, input }) => checkLink(ctx.env, input, ctx.requestId)),
  /** What whoever asks may give a link. */
  myLimit: procedure('invite.manage').query(({ ctx }) => limitFor(ctx.env.db.prisma, ctx)),
  create: procedure('invite.manage')
    .input(createInviteInput)
    .mutation(({ ctx, input }) => createInvite(ctx.env.db, ctx, input)),
  createMany: procedure('invite.manage')
    .input(createInvitesInput)
    .mutation(({ ctx, input }) => createInvites(ctx.env.db, ctx, input)),
  /** What a bulk order would do in each group. */
  previewMany: procedure('invite.manage')
    .input(previewInvitesInput)
    .query(({ ctx, input }) => previewInvites(ctx.env.db, input.groupIds)),
  change: procedure('invite.manage')
    .input(changeInviteInput)
    .mutation(({ ctx, input }) => changeInvite(ctx.env.db, ctx, input)),
  pause: procedure('invite.manage')
    .input(seenInviteInput)
    .mutation(({ ctx, input }) => pauseInvite(ctx.env.db, ctx, input)),
  resume: procedure('invite.manage')
    .input(seenInviteInput)
    .mutation(({ ctx, input }) => resumeInvite(ctx.env.db, ctx, input)),
  revoke: procedure('invite.manage')
    .input(seenInviteInput)
    .mutation(({ ctx, input }) => revokeInvite(ctx.env.db, ctx, input)),
  /** Several links at once; each says what came of it. */
  changeMany: procedure('invite.manage')
    .input(changeManyInput)
    .mutation(({ ctx, input }) => changeMany(ctx.env.db, ctx, input)),
  returnUse: procedure('invite.manage')
    .input(returnUseInput)
    .mutation(({ ctx, input }) => returnUse(ctx.env.db, ctx, input.redemptionId)),
  /** Tells those who lead a group that somebody waits. */
  remind: procedure('invite.manage')
    .input(remindInput)
    .mutation(({ ctx, input }) => remindLeaders(ctx.env, ctx, input.redemptionId)),
  /** Begins planning to remove again who came by a link; the worker plans. */
  prepareUndoJoins: procedure('member.kick')
    .input(undoJoinsInput)
    .mutation(({ ctx, input }) => prepareUndoJoins(ctx.env.db, ctx, input)),
  groupRule: procedure('invite.read')
    .input(groupRuleInput)
    .query(({ ctx, input }) => groupRule(ctx.env.db.prisma, input.groupId)),
  setGroupRule: procedure('invite.rule')
    .input(setGroupRuleInput)
    .mutation(({ ctx, input }) => setGroupRule(ctx.env.db, ctx, input)),
  /** After how many sanctioned arrivals a link pauses. */
  abuseRule: procedure('setting.read').query(({ ctx }) => readSetting(ctx.env.db.prisma, ABUSE_RULE)),
  setAbuseRule: procedure('setting.write')
    .input(setAbuseRuleInput)
    .mutation(({ ctx, input }) =>
      ctx.env.db.prisma.$transaction((tx) => writeSetting(tx, ctx, ABUSE_RULE, input)),
    ),
  limits: procedure('setting.read').query(({ ctx }) => readSetting(ctx.env.db.prisma, INVITE_LIMITS)),
  setLimits: procedure('setting.write')
    .input(setInviteLimitsInput)
    .mutation(({ ctx, input }) =>
      ctx.env.db.prisma.$transaction((tx) => writeSetting(tx, ctx, INVITE_LIMITS, input)),
    ),
})
