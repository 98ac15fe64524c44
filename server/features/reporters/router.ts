import { readSetting, writeSetting } from '@/server/settings'
import { procedure, router } from '@/server/trpc/init'
import { muteReporter, unmuteReporter } from './mute'
import { mutedReporters } from './record'
import { INTAKE_RULES } from './rules'
import { muteReporterInput, setIntakeRulesInput, unmuteReporterInput } from './schema'

/** Who reports, and what holds for what they send. */
export const reportersRouter = router({
  rules: procedure('setting.read').query(({ ctx }) => readSetting(ctx.env.db.prisma, INTAKE_RULES)),
  setRules: procedure('setting.write')
    .input(setIntakeRulesInput)
    .mutation(({ ctx, input }) =>
      ctx.env.db.prisma.$transaction((tx) => writeSetting(tx, ctx, INTAKE_RULES, input)),
    ),
  muted: procedure('case.read').query(({ ctx }) => mutedReporters(ctx.env.db)),
  mute: procedure('reporter.mute')
    .input(muteReporterInput)
    .mutation(({ ctx, input }) => muteReporter(ctx.env.db, ctx, input)),
  unmute: procedure('reporter.mute')
    .input(unmuteReporterInput)
    .mutation(({ ctx, input }) => unmuteReporter(ctx.env.db, ctx, input)),
})
