import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import type { Group } from '@/server/openim/group-schema'

type Writer = { prisma: Pick<Tx, '$queryRaw'> }

/**
 * Writes groups into the index as they were read, in one statement. `readAt` is when that read started, ms: an older
 * read never overwrites a newer one, whichever arrives first. `passBy` leaves rows alone that somebody else is writing,
 * so that a large batch never waits for anybody; they keep their older read. Returns the ids of groups that are new or
 * look different now.
 */
export async function writeGroups(
  { prisma }: Writer,
  groups: readonly Group[],
  readAt: number,
  { passBy = false }: { passBy?: boolean } = {},
): Promise<string[]> {
  if (groups.length === 0) return []
  const rows = await prisma.$queryRaw`
    WITH read AS (
      SELECT DISTINCT ON (id) id, name, introduction, face_url, owner_id, member_count, status::"GroupStatus",
             to_timestamp(created_ms / 1000.0)::timestamptz(3) AS created_at, ${new Date(readAt)}::timestamptz AS read_at
      FROM json_to_recordset(${JSON.stringify(groups.map(plainRow))}::json) AS g (
        id text, name text, introduction text, face_url text, owner_id text, member_count int, status text,
        created_ms float8
      )
      -- Writers meet in the same order and so never wait for each other in a circle.
      ORDER BY id
    ), before AS (
      SELECT i.group_id, ${looks(Prisma.sql`i`)} AS looks
      FROM group_index AS i WHERE i.group_id IN (SELECT id FROM read)
      ORDER BY i.group_id FOR UPDATE OF i ${passBy ? Prisma.sql`SKIP LOCKED` : Prisma.empty}
    ), updated AS (
      UPDATE group_index AS i
      SET name = read.name, introduction = read.introduction, face_url = read.face_url, owner_id = read.owner_id,
          member_count = read.member_count, status = read.status, created_at = read.created_at, gone_at = NULL,
          read_at = read.read_at
      FROM read JOIN before ON before.group_id = read.id
      WHERE i.group_id = read.id AND i.read_at < read.read_at
      RETURNING i.group_id, before.looks IS DISTINCT FROM ${looks(Prisma.sql`i`)} AS differs
    ), met AS (
      INSERT INTO group_index (group_id, name, introduction, face_url, owner_id, member_count, status, created_at, read_at)
      SELECT * FROM read WHERE NOT EXISTS (SELECT 1 FROM group_index AS i WHERE i.group_id = read.id)
      -- Somebody else met it this moment.
      ON CONFLICT (group_id) DO UPDATE
      SET name = excluded.name, introduction = excluded.introduction, face_url = excluded.face_url,
          owner_id = excluded.owner_id, member_count = excluded.member_count, status = excluded.status,
          created_at = excluded.created_at, gone_at = NULL, read_at = excluded.read_at
      WHERE group_index.read_at < excluded.read_at
      RETURNING group_id
    )
    SELECT group_id FROM updated WHERE differs UNION ALL SELECT group_id FROM met`
  return idsIn(rows)
}

/** OpenIM does not know these groups (any more). Returns the ids of those that were there before. */
export async function markGone(
  { prisma }: Writer,
  groupIds: readonly string[],
  readAt: number,
  { passBy = false }: { passBy?: boolean } = {},
): Promise<string[]> {
  if (groupIds.length === 0) return []
  const at = new Date(readAt)
  const rows = await prisma.$queryRaw`
    WITH before AS (
      SELECT group_id, gone_at FROM group_index WHERE group_id = ANY (${[...groupIds]}::text[]) AND read_at < ${at}
      ORDER BY group_id FOR UPDATE ${passBy ? Prisma.sql`SKIP LOCKED` : Prisma.empty}
    ), written AS (
      UPDATE group_index AS i SET gone_at = coalesce(i.gone_at, ${at}), read_at = ${at}
      FROM before WHERE i.group_id = before.group_id
      RETURNING i.group_id, before.gone_at
    )
    SELECT group_id FROM written WHERE gone_at IS NULL`
  return idsIn(rows)
}

/**
 * Copies what we know of a group beyond OpenIM into its row once more. The triggers do it at every change; only a group
 * that is met for the first time in the very moment of such a change may miss it.
 */
export async function settleFacts(tx: Tx, groupId: string): Promise<void> {
  // Locked first, so that what is copied is newer than what anybody else wrote.
  await tx.$queryRaw`SELECT 1 FROM group_index WHERE group_id = ${groupId} FOR UPDATE`
  await tx.$executeRaw`
    UPDATE group_index AS g
    SET standing = known.standing, category = known.category, tags = known.tags,
        protected = known.protected, open_cases = known.open_cases
    FROM (
      SELECT coalesce(e.standing, 'good') AS standing, e.category, coalesce(e.tags, '{}') AS tags,
             coalesce(e.protected, false) AS protected,
             (SELECT count(*)::int FROM "case" AS c WHERE c.group_id = ${groupId} AND c.state = 'open' AND NOT c.restricted) AS open_cases
      FROM (SELECT 1) AS one LEFT JOIN group_extension AS e ON e.group_id = ${groupId}
    ) AS known
    WHERE g.group_id = ${groupId} AND (g.standing, g.category, g.tags, g.protected, g.open_cases)
      IS DISTINCT FROM (known.standing, known.category, known.tags, known.protected, known.open_cases)`
}

const looks = (i: Prisma.Sql) => Prisma.sql`
  row(${i}.name, ${i}.introduction, ${i}.face_url, ${i}.owner_id, ${i}.member_count, ${i}.status, ${i}.gone_at)`

const idsIn = (rows: unknown) =>
  z
    .array(z.object({ group_id: z.string() }))
    .parse(rows)
    .map((row) => row.group_id)

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
