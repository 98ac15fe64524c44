import { z } from 'zod'
import { MOST_NAMED } from '@/server/actions/batch/schema'
import { type AuditEntry, appendAudits } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import type { By } from '@/server/features/extension/by'
import { setCategoryInput, setTagsInput } from '@/server/features/extension/schema'
import { chosenGroups, targetsOf } from './chosen'

/** Most tags of one group, as `setTags` takes them. */
const MOST_TAGS = 20

const { tags } = setTagsInput.shape
const { category } = setCategoryInput.shape

/** What is to be kept about all of them: another category, or tags to give and take. */
export const annotateAllInput = z
  .union([
    z.object({ category }),
    z
      .object({ addTags: tags.default([]), removeTags: tags.default([]) })
      .refine(({ addTags, removeTags }) => addTags.length + removeTags.length > 0, { path: ['addTags'] }),
  ])
  .and(chosenGroups)
type AnnotateAll = z.output<typeof annotateAllInput>

const keptRow = z.object({ group_id: z.string(), category: z.string().nullable(), tags: z.array(z.string()) })
type Kept = z.output<typeof keptRow>

/**
 * Gives many groups a category or tags, in one transaction with an audit row each; groups that are so already, or that
 * Steward has not met, are left as they are. Of more than 20 tags a group keeps the first by name. Throws DomainError
 * `forbidden`, `invalid` (`nothing_chosen`, `too_many_chosen`).
 */
export async function annotateAll(
  db: Pick<Db, 'prisma'>,
  by: By,
  input: AnnotateAll,
): Promise<{ groups: number; changed: number }> {
  const chosen = 'ids' in input ? { ids: input.ids } : { filter: input.filter }
  const targets = await targetsOf(db, chosen, by.actor.role)
  return await db.prisma.$transaction(
    async (tx) => {
      const before = await lockAll(tx, targets)
      const changes = before
        .map((was) => ({ was, is: changed(was, input) }))
        .filter(({ was, is }) => was.category !== is.category || was.tags.join() !== is.tags.join())
      await write(
        tx,
        changes.map(({ is }) => is),
      )
      await appendAudits(
        tx,
        changes.map(({ was, is }) => entryOf(by, was, is)),
      )
      return { groups: before.length, changed: changes.length }
    },
    { timeout: 60_000 },
  )
}

/** What is kept about the chosen groups, locked, so that what is audited as before was so. */
async function lockAll(tx: Tx, targets: Prisma.Sql): Promise<Kept[]> {
  const chosen = await tx.$queryRaw`
    SELECT i.group_id FROM (${targets}) AS target JOIN group_index AS i ON i.group_id = target.subject_id
    LIMIT ${MOST_NAMED + 1}`
  const ids = z
    .array(z.object({ group_id: z.string() }))
    .parse(chosen)
    .map((row) => row.group_id)
  if (ids.length === 0) throw new DomainError('invalid', 'nothing_chosen')
  if (ids.length > MOST_NAMED)
    throw new DomainError('invalid', 'too_many_chosen', { facts: { most: MOST_NAMED } })
  await tx.groupExtension.createMany({ data: ids.map((groupId) => ({ groupId })), skipDuplicates: true })
  const rows = await tx.$queryRaw`
    SELECT group_id, category, tags FROM group_extension WHERE group_id = ANY (${ids}) ORDER BY group_id FOR UPDATE`
  return z.array(keptRow).parse(rows)
}

function changed(was: Kept, input: AnnotateAll): Kept {
  if ('category' in input) return { ...was, category: input.category }
  const stay = was.tags.filter((tag) => !input.removeTags.includes(tag))
  return { ...was, tags: [...new Set([...stay, ...input.addTags])].sort().slice(0, MOST_TAGS) }
}

async function write(tx: Tx, rows: readonly Kept[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE group_extension AS e SET category = r.category, tags = r.tags
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (group_id text, category text, tags text[])
    WHERE e.group_id = r.group_id`
  await tx.$queryRaw`
    SELECT 1 AS told FROM unnest(${rows.map((row) => row.group_id)}::text[]) AS id, pg_notify('steward', 'group:' || id)`
}

function entryOf(by: By, was: Kept, is: Kept): AuditEntry {
  const subject = { kind: 'group', id: is.group_id } as const
  if (was.category !== is.category) {
    const [before, after] = [{ category: was.category }, { category: is.category }]
    return { ...by, action: 'group.category_set', subject, before, after }
  }
  return { ...by, action: 'group.tags_set', subject, before: { tags: was.tags }, after: { tags: is.tags } }
}
