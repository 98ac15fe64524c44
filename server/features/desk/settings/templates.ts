import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { TEMPLATE_VARIABLES, variablesIn } from '@/server/features/desk/fill-template'
import { type By, changedMeanwhile, noteSaved, unlessTaken } from './saved'
import type { SaveTemplate } from './schema'

/**
 * Changes a text, or makes one that is offered to whoever decides; those that people are sent are there from the
 * beginning. Throws DomainError `invalid` / `template_variable_unknown`, `conflict` / `setting_changed` or `id_taken`.
 */
export async function saveTemplate({ prisma }: Db, by: By, template: SaveTemplate): Promise<void> {
  checkVariables(template)
  await unlessTaken('id_taken', 'id', () =>
    prisma.$transaction(async (tx) => {
      const { id, version: _, ...after } = template
      const before = await tx.textTemplate.findUnique({
        where: { id },
        select: { kind: true, names: true, texts: true },
      })
      await write(tx, template)
      await noteSaved(tx, by, {
        action: 'template.saved',
        kind: 'template',
        id,
        ...(before && { before }),
        after,
      })
    }),
  )
}

async function write(tx: Tx, { id, version, kind, names, texts }: SaveTemplate): Promise<void> {
  const data = { names, texts, version: version + 1 }
  if (version === 0) {
    if (kind !== 'reason') throw new DomainError('invalid', 'template_is_fixed', { field: 'kind' })
    const last = await tx.textTemplate.aggregate({ _max: { position: true } })
    await tx.textTemplate.create({ data: { ...data, id, kind, position: (last._max.position ?? 0) + 1 } })
    return
  }
  const { count } = await tx.textTemplate.updateMany({ where: { id, kind, version }, data })
  if (count === 0) changedMeanwhile((await tx.textTemplate.count({ where: { id } })) > 0)
}

function checkVariables({ kind, texts }: SaveTemplate): void {
  const known: readonly string[] = TEMPLATE_VARIABLES[kind]
  for (const [language, text] of Object.entries(texts)) {
    const unknown = variablesIn(text ?? '').find((name) => !known.includes(name))
    if (unknown === undefined) continue
    throw new DomainError('invalid', 'template_variable_unknown', {
      field: `texts.${language}`,
      facts: { name: `{${unknown}}` },
    })
  }
}

/** Removes a text that is offered. Throws DomainError `invalid` / `template_is_fixed` for one that people are sent. */
export async function removeTemplate(
  { prisma }: Db,
  by: By,
  { id, version }: { id: string; version: number },
) {
  await prisma.$transaction(async (tx) => {
    const before = await tx.textTemplate.findUnique({
      where: { id },
      select: { kind: true, names: true, texts: true },
    })
    if (before && before.kind !== 'reason') throw new DomainError('invalid', 'template_is_fixed')
    const { count } = await tx.textTemplate.deleteMany({ where: { id, version } })
    if (!before || count === 0) return changedMeanwhile(before !== null)
    await noteSaved(tx, by, { action: 'template.removed', kind: 'template', id, before })
  })
}
