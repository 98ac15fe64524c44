import type { Pool } from 'pg'

/** Words in many names that stand where a list ends: among the smallest groups, the oldest and the dismissed. */
export const LATE_WORDS = ['smallest', 'oldest', 'dismissed']

/** Gives them to groups that are being seeded for measurements. */
export async function nameLate(pool: Pool): Promise<void> {
  const spread = 'hashint4(length(name) + extract(epoch FROM created_at)::int)'
  await pool.query(`
    UPDATE group_index
    SET name = name || CASE
      WHEN status = 'dismissed' THEN ' dismissed'
      WHEN created_at < now() - interval '900 days' THEN ' oldest'
      ELSE ' smallest' END
    WHERE (status = 'dismissed' OR created_at < now() - interval '900 days' OR member_count = 1) AND ${spread} % 5 = 0`)
}
