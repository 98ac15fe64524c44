import { expect } from 'vitest'
import type { ActionName, LedgerItem } from '@/server/actions/schema'
import type { StaffActor } from '@/server/auth/actor'
import type { Change } from '@/server/sandbox/state/counters'
import type { Deed } from '@/server/testing/crash-runs'
import type { World } from '@/server/testing/world'

/** An action on a subject that is ready for it, and how to see that it was done. */
export type Prepared = Deed & {
  /** That everything is as it should be now. */
  holds(item: LedgerItem): Promise<void>
  /** How often OpenIM changed the group for it, by kind. */
  once: { groupId: string; changes: Partial<Record<Change, number>> } | null
}

/** Where it happens, and who does it: an owner may do everything. */
export type Stage = { world: World; actor: StaffActor }

/** One way to do an action, each time on a subject of its own. `route` is the call that has the effect. */
export type DeedCase = {
  name: string
  action: ActionName
  route: string
  prepare(stage: Stage): Promise<Prepared>
}

/** That it was done, and that OpenIM changed nothing twice. */
export async function expectOnce(world: World, { holds, once }: Prepared, item: LedgerItem, where = '') {
  await holds(item)
  if (once) expect(world.sandbox.store.counters.of(once.groupId), where).toMatchObject(once.changes)
}
