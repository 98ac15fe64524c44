import { z } from 'zod'
import { appendAudit } from '@/server/audit/append'
import type { StaffActor } from '@/server/auth/actor'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'

/** One setting of the console: where it is kept, its shape, and what holds until somebody sets it. */
export type Setting<T> = { key: string; shape: z.ZodType<T>; initial: T }

/** Reads a setting with its version (0 = never set). A value that an older version wrote otherwise counts as unset. */
export async function readSetting<T>(
  db: Db['prisma'] | Tx,
  { key, shape, initial }: Setting<T>,
): Promise<{ value: T; version: number }> {
  const row = await db.setting.findUnique({ where: { key }, select: { value: true, version: true } })
  const parsed = shape.safeParse(row?.value)
  return { value: parsed.success ? parsed.data : initial, version: row?.version ?? 0 }
}

const json = z.json()

/**
 * Sets a setting, audited with what it was. `version` is the one that was seen.
 * Throws DomainError `conflict` / `setting_changed` where somebody set it meanwhile.
 */
export async function writeSetting<T>(
  tx: Tx,
  by: { actor: StaffActor; requestId: string },
  setting: Setting<T>,
  next: { value: T; version: number },
): Promise<void> {
  const { key } = setting
  const before = await readSetting(tx, setting)
  const value = json.parse(next.value) ?? {}
  const data = { value, version: next.version + 1, updatedById: by.actor.id, updatedAt: new Date() }
  const { count } =
    next.version === 0
      ? await tx.setting.createMany({ data: [{ key, ...data }], skipDuplicates: true })
      : await tx.setting.updateMany({ where: { key, version: next.version }, data })
  if (count === 0) throw new DomainError('conflict', 'setting_changed')
  await appendAudit(tx, {
    ...by,
    action: 'setting.changed',
    subject: { kind: 'setting', id: key },
    before: { value: json.parse(before.value) },
    after: { value },
  })
}
