import { Client } from 'pg'
import { openByMaster, opener } from '@/server/audit/personal'
import type { World } from './world'

/**
 * Every place in the whole database where a text stands, in clear or under any key that there still is: `table.column`,
 * each once. Reads everything: for small databases only.
 */
export async function placesOf(world: World, text: string): Promise<string[]> {
  const cells = await everyCell(world)
  const open = await openedBySomeKey(world)
  const places = cells
    .filter(({ value }) => [value, ...sealedIn(value).flatMap(open)].some((one) => one.includes(text)))
    .map(({ place }) => place)
  return [...new Set(places)].sort()
}

type Cell = { place: string; value: string }

async function everyCell({ database }: World): Promise<Cell[]> {
  // The application itself may not read everything.
  const client = new Client({ connectionString: database.url })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    )
    const cells: Cell[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(
        `SELECT to_jsonb(t) AS row FROM ${name} AS t`,
      )
      for (const [column, value] of rows.flatMap(({ row }) => Object.entries(row))) {
        if (value === null) continue
        const text = typeof value === 'string' ? value : JSON.stringify(value)
        cells.push({ place: `${name.replace('public.', '')}.${column}`, value: text })
      }
    }
    return cells
  } finally {
    await client.end()
  }
}

/** Byte strings in a cell: those of PostgreSQL, and base64. */
function sealedIn(value: string): Buffer[] {
  const hex = /^\\x([0-9a-f]+)$/.exec(value)?.[1]
  if (hex) return [Buffer.from(hex, 'hex')]
  return (value.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? []).map((one) => Buffer.from(one, 'base64'))
}

async function openedBySomeKey({ env: { db } }: World): Promise<(sealed: Buffer) => string[]> {
  const keys = await db.prisma.personalKey.findMany({ where: { wrapped: { not: null } } })
  const cases = keys.filter(({ subjectKind }) => subjectKind === 'case').map(({ subjectId }) => subjectId)
  const openers = await Promise.all(
    keys.flatMap(({ subjectKind: kind, subjectId: id }) =>
      [null, ...cases].map((caseId) => opener(db.prisma, { kind, id, caseId })),
    ),
  )
  return (sealed) =>
    [openByMaster, ...openers].flatMap((open) => {
      try {
        return open(sealed) ?? []
      } catch {
        // Sealed under another key.
        return []
      }
    })
}
