import { APPROVAL_RULES } from '@/server/actions/approval/settings'
import { snapshotSetting } from '@/server/actions/group/keep-days'
import { readSetting, writeSetting } from '@/server/settings'
import { procedure, router } from '@/server/trpc/init'
import { setApprovalRulesInput, setSnapshotRulesInput, setStaffLimitsInput } from './schema'
import { listStaffLimits, setStaffLimits } from './staff-limits'

/** What the owners of the console set. */
export const settingsRouter = router({
  approvalRules: procedure('setting.read').query(({ ctx }) => readSetting(ctx.env.db.prisma, APPROVAL_RULES)),
  setApprovalRules: procedure('setting.write')
    .input(setApprovalRulesInput)
    .mutation(({ ctx, input }) =>
      ctx.env.db.prisma.$transaction((tx) => writeSetting(tx, ctx, APPROVAL_RULES, input)),
    ),
  snapshotRules: procedure('setting.read').query(({ ctx }) =>
    readSetting(ctx.env.db.prisma, snapshotSetting(ctx.env)),
  ),
  setSnapshotRules: procedure('setting.write')
    .input(setSnapshotRulesInput)
    .mutation(({ ctx, input }) =>
      ctx.env.db.prisma.$transaction((tx) => writeSetting(tx, ctx, snapshotSetting(ctx.env), input)),
    ),
  staffLimits: procedure('setting.read').query(({ ctx }) => listStaffLimits(ctx.env.db)),
  setStaffLimits: procedure('setting.write')
    .input(setStaffLimitsInput)
    .mutation(({ ctx, input }) => setStaffLimits(ctx.env.db, ctx, input)),
})
