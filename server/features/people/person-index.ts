import { z } from 'zod'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import type { User } from '@/server/openim/user-schema'

type Writer = { prisma: Pick<Tx, '$queryRaw'> }

/**
 * Writes people into the index as they were read, in one statement. `readAt` is when that read started, ms: an older
 * read never overwrites a newer one. `passBy` leaves rows alone that somebody else is writing. Returns the ids of people
 * who are new or look different now.
 */
export async function writePeople(
  { prisma }: Writer,
  people: readonly Pick<User, 'id' | 'nickname' | 'faceUrl' | 'createdAt'>[],
  readAt: number,
  { passBy = false }: { passBy?: boolean } = {},
): Promise<string[]> {
  if (people.length === 0) return []
  const rows = await prisma.$queryRaw`
    WITH read AS (
      SELECT DISTINCT ON (id) id, nickname, face_url,
             to_timestamp(registered_ms / 1000.0)::timestamptz(3) AS registered_at, ${new Date(readAt)}::timestamptz AS read_at
      FROM json_to_recordset(${JSON.stringify(people.map(plainRow))}::json) AS p (
        id text, nickname text, face_url text, registered_ms float8
      )
      -- Writers meet in the same order and so never wait for each other in a circle.
      ORDER BY id
    ), before AS (
      SELECT i.user_id, ${looks(Prisma.sql`i`)} AS looks
      FROM person_index AS i WHERE i.user_id IN (SELECT id FROM read)
      ORDER BY i.user_id FOR UPDATE OF i ${passBy ? Prisma.sql`SKIP LOCKED` : Prisma.empty}
    ), updated AS (
      UPDATE person_index AS i
      SET nickname = read.nickname, face_url = read.face_url, registered_at = read.registered_at, gone_at = NULL,
          read_at = read.read_at
      FROM read JOIN before ON before.user_id = read.id
      WHERE i.user_id = read.id AND i.read_at < read.read_at
      RETURNING i.user_id, before.looks IS DISTINCT FROM ${looks(Prisma.sql`i`)} AS differs
    ), met AS (
      INSERT INTO person_index (user_id, nickname, face_url, registered_at, read_at)
      SELECT * FROM read WHERE NOT EXISTS (SELECT 1 FROM person_index AS i WHERE i.user_id = read.id)
      -- Somebody else met them this moment.
      ON CONFLICT (user_id) DO UPDATE
      SET nickname = excluded.nickname, face_url = excluded.face_url, registered_at = excluded.registered_at,
          gone_at = NULL, read_at = excluded.read_at
      WHERE person_index.read_at < excluded.read_at
      RETURNING user_id
    )
    SELECT user_id FROM updated WHERE differs UNION ALL SELECT user_id FROM met`
  return idsIn(rows)
}

/** OpenIM does not know these people (any more). Returns the ids of those who were there before. */
export async function markPeopleGone(
  { prisma }: Writer,
  userIds: readonly string[],
  readAt: number,
  { passBy = false }: { passBy?: boolean } = {},
): Promise<string[]> {
  if (userIds.length === 0) return []
  const at = new Date(readAt)
  const rows = await prisma.$queryRaw`
    WITH before AS (
      SELECT user_id, gone_at FROM person_index WHERE user_id = ANY (${[...userIds]}::text[]) AND read_at < ${at}
      ORDER BY user_id FOR UPDATE ${passBy ? Prisma.sql`SKIP LOCKED` : Prisma.empty}
    ), written AS (
      UPDATE person_index AS i SET gone_at = coalesce(i.gone_at, ${at}), read_at = ${at}
      FROM before WHERE i.user_id = before.user_id
      RETURNING i.user_id, before.gone_at
    )
    SELECT user_id FROM written WHERE gone_at IS NULL`
  return idsIn(rows)
}

/** Copies what we know of somebody beyond OpenIM into their row once more (see `settleFacts` of groups). */
export async function settlePersonFacts(tx: Tx, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM person_index WHERE user_id = ${userId} FOR UPDATE`
  await tx.$executeRaw`
    UPDATE person_index AS p SET standing = known.standing, open_cases = known.open_cases
    FROM (
      SELECT coalesce((SELECT e.standing FROM person_extension AS e WHERE e.user_id = ${userId}), 'good') AS standing,
             (SELECT count(*)::int FROM "case" AS c WHERE c.user_id = ${userId} AND c.state = 'open' AND NOT c.restricted) AS open_cases
    ) AS known
    WHERE p.user_id = ${userId}
      AND (p.standing, p.open_cases) IS DISTINCT FROM (known.standing, known.open_cases)`
}

const looks = (i: Prisma.Sql) =>
  Prisma.sql`row(${i}.nickname, ${i}.face_url, ${i}.registered_at, ${i}.gone_at)`

const idsIn = (rows: unknown) =>
  z
    .array(z.object({ user_id: z.string() }))
    .parse(rows)
    .map((row) => row.user_id)

function plainRow({
  id,
  nickname,
  faceUrl,
  createdAt,
}: Pick<User, 'id' | 'nickname' | 'faceUrl' | 'createdAt'>) {
  return {
    id,
    nickname: storableText(nickname),
    face_url: storableText(faceUrl),
    // A time before 1970 stands for none that is known.
    registered_ms: Math.max(createdAt, 0),
  }
}
