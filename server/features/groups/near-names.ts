import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { GROUP_COLUMNS, type GroupRow, groupRow, groupsIn } from './group-row'
import { nearness } from './nearness'

/** Part of their pieces that two names share at least. */
const NEAR = 0.5
/** Names that share a half with this one and are compared. */
const MOST_COMPARED = 500
/** Names right before and right behind this one in their order that are compared too. */
const NEIGHBOURS = 100
/** Longer names are compared by their beginning. */
const LONGEST = 100

/**
 * Groups whose names are nearly equal to this one's, the nearest first. ASCII names are found by their trigrams; others
 * (see `rowsHolding`) by their pieces: a change in one place leaves one half of a name as it was. Its neighbours in the
 * order of names are always among them.
 */
export async function nearNames(
  { prisma }: Db,
  groupId: string,
  name: string,
  limit: number,
): Promise<GroupRow[]> {
  const text = name.slice(0, LONGEST).trim()
  if (text === '') return []
  const rows = await prisma.$transaction(async (tx) => {
    // An index answers all of it; of a common piece PostgreSQL expects to meet enough on a way through the whole table.
    await tx.$queryRaw`
      SELECT set_config('pg_trgm.similarity_threshold', ${String(NEAR)}, true), set_config('enable_seqscan', 'off', true)`
    // Where thousands share much with a name, those that are found first are any of them: the nearest stand beside it.
    const found = Prisma.sql`
      SELECT i.* FROM group_index AS i WHERE i.group_id <> ${groupId} AND i.group_id = ANY (ARRAY(
        (SELECT i.group_id FROM group_index AS i WHERE ${sharesMuch(text)} LIMIT ${MOST_COMPARED})
        UNION (
          SELECT i.group_id FROM group_index AS i WHERE i.sort_name >= sort_name(${text})
          ORDER BY i.sort_name, i.group_id LIMIT ${NEIGHBOURS}
        ) UNION (
          SELECT i.group_id FROM group_index AS i WHERE i.sort_name < sort_name(${text})
          ORDER BY i.sort_name DESC, i.group_id DESC LIMIT ${NEIGHBOURS}
        )
      ))`
    return z.array(groupRow).parse(await tx.$queryRaw`SELECT ${GROUP_COLUMNS} FROM ${groupsIn(found)}`)
  })
  return rows
    .map((row) => ({ row, near: nearness(text, row.name) }))
    .filter(({ near }) => near >= NEAR)
    .sort((a, b) => b.near - a.near || b.row.member_count - a.row.member_count)
    .slice(0, limit)
    .map(({ row }) => row)
}

function sharesMuch(text: string): Prisma.Sql {
  if (/^[ -~]{3,}$/.test(text)) return Prisma.sql`i.folded % fold_name(${text})`
  const characters = [...text]
  const middle = Math.ceil(characters.length / 2)
  const halves = [characters.slice(0, middle), characters.slice(middle)].filter((half) => half.length > 0)
  const holds = halves.map(
    (half) => Prisma.sql`name_pieces(i.folded) @> name_pieces(fold_name(${half.join('')}))`,
  )
  return Prisma.sql`(${Prisma.join(holds, ' OR ')})`
}
