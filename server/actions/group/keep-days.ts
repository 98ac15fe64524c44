import type { ActionEnv } from '@/server/actions/action-env'
import { type SnapshotRules, snapshotRules } from '@/server/actions/group/schema'
import { readSetting, type Setting } from '@/server/settings'

type Place = { config: Pick<ActionEnv['config'], 'snapshotKeepDays'> }

/** How long the member lists of dismissed groups are kept, until the owners set it otherwise: as the environment says. */
export const snapshotSetting = ({ config }: Place): Setting<SnapshotRules> => ({
  key: 'snapshots',
  shape: snapshotRules,
  initial: { keepDays: config.snapshotKeepDays },
})

/** Days for which a member list that is kept now stays. */
export async function keepDaysNow(env: Pick<ActionEnv, 'db'> & Place): Promise<number> {
  const { value } = await readSetting(env.db.prisma, snapshotSetting(env))
  return value.keepDays
}
