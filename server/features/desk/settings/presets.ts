import type { Db, Tx } from '@/server/db/client'
import type { Preset } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { type By, changedMeanwhile, noteSaved, unlessTaken } from './saved'
import type { SavePreset } from './schema'

/**
 * Makes or changes a preset. Throws DomainError `conflict` / `preset_key_taken` where its queue has one under that key,
 * `setting_changed`, `invalid` for a queue or a policy that is not there.
 */
export async function savePreset({ prisma }: Db, by: By, preset: SavePreset): Promise<{ id: string }> {
  return await unlessTaken('preset_key_taken', 'slot', () =>
    prisma.$transaction(async (tx) => {
      await check(tx, preset)
      const before = preset.id === null ? null : await tx.preset.findUnique({ where: { id: preset.id } })
      const { id } = await write(tx, preset)
      await noteSaved(tx, by, {
        action: 'preset.saved',
        kind: 'preset',
        id,
        ...(before && { before: factsOf(before) }),
        after: preset,
      })
      return { id }
    }),
  )
}

async function write(tx: Tx, { id, version, notify, ...preset }: SavePreset): Promise<{ id: string }> {
  const data = {
    ...preset,
    notifyReporter: notify.reporter,
    notifyPerson: notify.person,
    version: version + 1,
  }
  if (id === null) return await tx.preset.create({ data, select: { id: true } })
  const { count } = await tx.preset.updateMany({ where: { id, version }, data })
  if (count === 0) changedMeanwhile((await tx.preset.count({ where: { id } })) > 0)
  return { id }
}

const factsOf = ({ notifyReporter: reporter, notifyPerson: person, ...preset }: Preset) => ({
  ...preset,
  notify: { reporter, person },
})

async function check(tx: Tx, { queueId, policyId }: SavePreset): Promise<void> {
  if (queueId !== null && (await tx.queue.count({ where: { id: queueId } })) === 0) {
    throw new DomainError('invalid', 'queue_unknown', { field: 'queueId' })
  }
  if (policyId !== null && (await tx.policy.count({ where: { id: policyId } })) === 0) {
    throw new DomainError('invalid', 'policy_unknown', { field: 'policyId' })
  }
}

/** Removes a preset. Throws DomainError `conflict` / `setting_changed`, `not_found`. */
export async function removePreset({ prisma }: Db, by: By, { id, version }: { id: string; version: number }) {
  await prisma.$transaction(async (tx) => {
    const before = await tx.preset.findUnique({ where: { id } })
    const { count } = await tx.preset.deleteMany({ where: { id, version } })
    if (!before || count === 0) return changedMeanwhile(before !== null)
    await noteSaved(tx, by, { action: 'preset.removed', kind: 'preset', id, before: factsOf(before) })
  })
}
