import { prepareBatch } from '@/server/actions/batch/prepare'
import type { StaffActor } from '@/server/auth/actor'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import { judgeRows } from './judge'
import { readImportFile } from './read-file'
import { type ImportPreview, type ImportRow, MOST_SHOWN } from './schema'

type Place = Pick<Env, 'db' | 'openim'>

/** What an import would do, without writing anything. Throws what `readImportFile` throws. */
export async function previewImport(env: Place, csv: string, operationId: string): Promise<ImportPreview> {
  const { columns, rows: all, live } = await judged(env, csv, operationId)
  const counts = { new: 0, registered: 0, bad: 0 }
  const rows = all.filter(({ state }) => {
    counts[state] += 1
    return counts[state] <= MOST_SHOWN
  })
  return { counts, rows, columns, live }
}

/**
 * Writes an import down to be planned: each row of the file is an item, those that cannot be used left out with their
 * reason. Nobody is registered until it is run. Returns the batch's number. Throws DomainError `invalid`
 * (`import_has_problems`), and what `readImportFile` and `prepareBatch` throw.
 */
export async function prepareImport(
  env: Place,
  by: { actor: StaffActor; requestId: string },
  { csv, onlyIfAllGood }: { csv: string; onlyIfAllGood: boolean },
): Promise<{ number: number }> {
  const { rows } = await judged(env, csv, by.requestId)
  const bad = rows.filter(({ state }) => state === 'bad').length
  if (bad === rows.length) throw new DomainError('invalid', 'import_none_good', { field: 'csv' })
  if (onlyIfAllGood && bad > 0)
    throw new DomainError('invalid', 'import_has_problems', { field: 'csv', facts: { bad } })
  const items = JSON.stringify(rows.map(itemOf))
  const targets = Prisma.sql`
    SELECT subject_id, input, why
    FROM jsonb_to_recordset(${items}::jsonb) AS item (place int, subject_id text, input jsonb, why jsonb) ORDER BY place`
  return await env.db.prisma.$transaction(async (tx) => {
    const id = await prepareBatch(tx, by, { action: 'user.register', input: null, targets })
    return await tx.batch.findUniqueOrThrow({ where: { id }, select: { number: true } })
  })
}

/** A row that is left out is named by its line too: several may have the same id, or none. */
function itemOf({ line, userId, nickname, faceUrl, problem }: ImportRow, place: number) {
  return {
    place,
    subject_id: problem ? `${line}: ${userId}`.slice(0, 400) : userId,
    input: { nickname, faceUrl },
    why: problem && { key: problem },
  }
}

async function judged(env: Place, csv: string, operationId: string) {
  const { columns, rows } = readImportFile(csv)
  const ids = [...new Set(rows.map(({ userId }) => userId).filter((id) => id !== ''))]
  const { registered, live } = await registeredAmong(env, ids, operationId)
  return { columns, live, rows: judgeRows(rows, registered) }
}

async function registeredAmong({ db, openim }: Place, ids: readonly string[], operationId: string) {
  try {
    return { registered: await openim.users.check(ids, { operationId }), live: true }
  } catch (error) {
    if (!isAway(error)) throw error
    const known = await db.prisma.personIndex.findMany({
      where: { userId: { in: [...ids] }, goneAt: null },
      select: { userId: true },
    })
    return { registered: new Set(known.map(({ userId }) => userId)), live: false }
  }
}
