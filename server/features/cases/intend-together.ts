import type { ActionEnv } from '@/server/actions/action-env'
import { lockDesired } from '@/server/actions/desired-store'
import { intend, type PreparedIntent } from '@/server/actions/intend'
import type { IntentContext } from '@/server/actions/intend-all'
import type { StaffActor } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'

/**
 * Writes several actions of one decision down; answers their ledger ids in the order given. Actions on one subject follow
 * each other: each rests on the version that the one before it leaves. Throws what `intend` throws; then nothing of them
 * may stand.
 */
export async function intendTogether(
  env: ActionEnv,
  tx: Tx,
  prepared: readonly PreparedIntent[],
  context: IntentContext & { actor: StaffActor },
  /** What each takes back, in the same order. */
  inversesOf: readonly string[] = [],
): Promise<string[]> {
  const ids = new Map<PreparedIntent, string>()
  const met = new Set<string>()
  // In one order for everybody, so that two decisions about the same subjects do not wait for each other.
  for (const one of prepared.toSorted((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1))) {
    const address = addressOf(one)
    const plannedVersion = met.has(address) ? await versionNow(tx, one) : one.plannedVersion
    met.add(address)
    const inverseOfId = inversesOf[prepared.indexOf(one)]
    const { ledgerId } = await intend(env, tx, { ...one, plannedVersion }, { ...context, inverseOfId })
    ids.set(one, ledgerId)
  }
  return prepared.map((one) => ids.get(one) ?? '')
}

const addressOf = ({ plan: { subject } }: PreparedIntent) => `${subject.kind} ${subject.id}`

/** Locked by this transaction since the action before. */
async function versionNow(tx: Tx, { plan: { subject } }: PreparedIntent): Promise<number> {
  return (await lockDesired(tx, subject.kind, [subject.id])).get(subject.id)?.version ?? 0
}
