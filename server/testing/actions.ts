import { APPROVAL_RULES } from '@/server/actions/approval/settings'
import { intend, prepareIntent } from '@/server/actions/intend'
import { ledgerRow } from '@/server/actions/ledger'
import { planAction } from '@/server/actions/plan'
import { startRunner } from '@/server/actions/runner'
import type { ActionName, LedgerItem } from '@/server/actions/schema'
import { isOutcome } from '@/server/actions/transitions'
import type { StaffActor } from '@/server/auth/actor'
import type { World } from '@/server/testing/world'

/** Plans and writes down an action, as a procedure does. */
export async function decide(
  world: World,
  actor: StaffActor,
  action: ActionName,
  groupId: string,
  input: unknown = {},
) {
  const request = { action, subjectId: groupId, input }
  const { version } = await planAction(world.env, request, 'test')
  const prepared = await prepareIntent(world.env, actor, { ...request, plannedVersion: version }, 'test')
  const context = { actor, reason: 'because of the test', requestId: 'test' }
  const { ledgerId } = await world.env.db.prisma.$transaction((tx) =>
    intend(world.env, tx, prepared, context),
  )
  return ledgerId
}

/** Resolves once the row has its outcome, told by PostgreSQL's own notifications; fails after `ms`. */
export async function outcomeOf(world: World, ledgerId: string, ms = 20_000): Promise<LedgerItem> {
  return until(world, ledgerId, (item) => isOutcome(item.state), ms)
}

/** Resolves once the row satisfies `done`. */
export async function until(
  world: World,
  ledgerId: string,
  done: (item: LedgerItem) => boolean,
  ms = 25_000,
): Promise<LedgerItem> {
  const end = Date.now() + ms
  for (;;) {
    const item = await ledgerRow(world.env.db, ledgerId)
    if (done(item)) return item
    if (Date.now() > end)
      throw new Error(`still ${item.state} after ${ms} ms: ${JSON.stringify(item.outcome)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

/** Decides and carries out one action with a runner of its own. */
export async function perform(
  world: World,
  actor: StaffActor,
  action: ActionName,
  groupId: string,
  input: unknown = {},
) {
  const ledgerId = await decide(world, actor, action, groupId, input)
  const errors: unknown[] = []
  const runner = startRunner(world.env, { everyMs: 200, onError: (error) => errors.push(error) })
  try {
    return await outcomeOf(world, ledgerId, 90_000)
  } catch (error) {
    throw errors[0] ?? error
  } finally {
    await runner.stop()
  }
}

/** From now on nobody has to agree to anything, however many people it touches. */
export async function needNobodyElse({ env }: World, { id }: StaffActor): Promise<void> {
  const nobody = { dismissalFrom: null, peopleAbove: null, itemsAbove: null }
  const value = { ...APPROVAL_RULES.initial, ...nobody }
  await env.db.prisma.setting.create({
    data: { key: APPROVAL_RULES.key, value, version: 1, updatedById: id },
  })
}
