import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import { storableText } from '@/server/db/storable-text'
import type { Group } from '@/server/openim/group-schema'

/**
 * Writes groups into the index as they were read. `readAt` is when that read started, ms: an older read never overwrites
 * a newer one, whichever arrives first. Returns the ids of groups that are new or look different now.
 */
export async function writeGroups(
  { prisma }: { prisma: Pick<Tx, '$queryRaw'> },
  groups: readonly Group[],
  readAt: number,
): Promise<string[]> {
  if (groups.length === 0) return []
  const rows = await prisma.$queryRaw`
    WITH read AS (
      SELECT DISTINCT ON (id) id, name, introduction, face_url, owner_id, member_count, status::"GroupStatus",
             to_timestamp(created_ms / 1000.0) AS created_at
      FROM json_to_recordset(${JSON.stringify(groups.map(plainRow))}::json) AS g (
        id text, name text, introduction text, face_url text, owner_id text, member_count int, status text,
        created_ms float8
      )
      -- Writers meet in the same order and so never wait for each other in a circle.
      ORDER BY id
    ), before AS (
      SELECT i.group_id, row(i.name, i.introduction, i.face_url, i.owner_id, i.member_count, i.status) AS looks
      FROM group_index AS i JOIN read ON read.id = i.group_id
    ), written AS (
      INSERT INTO group_index (group_id, name, introduction, face_url, owner_id, member_count, status, created_at, read_at)
      SELECT id, name, introduction, face_url, owner_id, member_count, status, created_at,
             ${new Date(readAt)}::timestamptz
      FROM read
      ON CONFLICT (group_id) DO UPDATE
      SET name = excluded.name, introduction = excluded.introduction, face_url = excluded.face_url,
          owner_id = excluded.owner_id, member_count = excluded.member_count, status = excluded.status,
          read_at = excluded.read_at
      WHERE group_index.read_at < excluded.read_at
      RETURNING group_id, row(name, introduction, face_url, owner_id, member_count, status) AS looks
    )
    SELECT written.group_id FROM written LEFT JOIN before USING (group_id)
    WHERE before.looks IS DISTINCT FROM written.looks`
  return z
    .array(z.object({ group_id: z.string() }))
    .parse(rows)
    .map((row) => row.group_id)
}

function plainRow(group: Group) {
  return {
    id: group.id,
    name: storableText(group.name),
    introduction: storableText(group.introduction),
    face_url: storableText(group.faceUrl),
    owner_id: group.ownerId ?? '',
    member_count: group.memberCount,
    status: group.status,
    created_ms: group.createdAt,
  }
}
