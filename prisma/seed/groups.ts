import type { Pool } from 'pg'

/**
 * Fills the index with `count` groups for measurements: names in many scripts, sizes from 0 to 5,000 over 1,000 days, a
 * fifth with a category, some with tags; a few muted, dismissed, suspended, reported or without an owner. `further`
 * changes them before they are indexed. The connection needs the owner's rights, and nobody else may use the tables.
 */
export async function seedGroups(
  pool: Pool,
  count: number,
  further: (pool: Pool) => Promise<void> = async () => {},
): Promise<void> {
  await pool.query(INSERT_EXTENSIONS, [count])
  await pool.query(INSERT_CASES, [count])
  const { rows: indexes } = await pool.query<{ name: string; made: string }>(INDEXES)
  for (const { name } of indexes) await pool.query(`DROP INDEX ${name}`)
  for (const trigger of ARRIVALS) await pool.query(`ALTER TABLE group_index DISABLE TRIGGER ${trigger}`)
  await pool.query(INSERT_GROUPS, [count, PLACES, SUBJECTS])
  await further(pool)
  for (const trigger of ARRIVALS) await pool.query(`ALTER TABLE group_index ENABLE TRIGGER ${trigger}`)
  await pool.query(`DELETE FROM name_stretch WHERE kind <> 'person'`)
  for (const { made } of indexes) await pool.query(made)
  await analyse(pool, ['group_index', 'group_facet', 'group_extension', '"case"'])
}

/** Fills the index with `count` people for measurements, a few under sanctions or reported. */
export async function seedPeople(pool: Pool, count: number): Promise<void> {
  await pool.query(INSERT_PEOPLE, [count])
  await analyse(pool, ['person_index'])
}

/** As autovacuum does by itself some minutes later. */
async function analyse(pool: Pool, tables: readonly string[]): Promise<void> {
  for (const table of tables) await pool.query(`VACUUM (ANALYZE) ${table}`)
}

const PLACES = words(`
  North South East West Harbour Lakeside Hillview Riverside Castle Market Station Airport Garden Village Forest Bridge
  滨江 城东 阳光 大学城 老街 西湖 南山 新区 Речной Садовый Северный Центр حي ساحة 강남 横浜 São_Paulo Zürich Łódź İzmir`)
const SUBJECTS = words(`
  Runners Readers Parents Cooks Players Gardeners Students Drivers Traders Painters Chess Music Football Homework Pets
  徒步 读书会 业主群 家长群 围棋 摄影 美食 二手 Чат Книги Соседи Шахматы نادي طلاب 동호회 釣り Família Freunde Przyjaciele Kitap`)

function words(text: string): string[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => word.replace('_', ' '))
}

// Made at once for all rows in a fraction of the time that it takes to add one row after the other. Keys stay.
const INDEXES = `
  SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made
  FROM pg_index AS i
  WHERE i.indrelid IN ('group_index'::regclass, 'group_facet'::regclass) AND NOT i.indisprimary
  ORDER BY name`

// Names are looked through from the beginning afterwards, which is less than to look where each belongs.
const ARRIVALS = ['group_index_new_names', 'group_index_changed_name']

// Spread by arithmetic, not by chance: two runs give the same rows. `h` is a number from 0 to 2^31 - 1.
const spread = (salt: number) => `(abs(hashint4extended(n, ${salt})) % 2147483648)`

const INSERT_EXTENSIONS = `
  INSERT INTO group_extension (group_id, standing, category, tags)
  SELECT 'bench' || n,
         (CASE WHEN a % 400 = 0 THEN 'suspended' ELSE 'good' END)::"Standing",
         CASE WHEN a % 5 = 1 THEN (ARRAY['games', 'trade', 'school', 'sport', 'work', 'family', 'news', 'music'])[1 + b % 8] END,
         CASE WHEN b % 20 = 3 THEN ARRAY['tag' || a % 10, 'watch' || a % 100] ELSE '{}' END
  FROM (SELECT n, ${spread(1)} AS a, ${spread(2)} AS b FROM generate_series(1, $1::int) AS n) AS plan
  WHERE a % 400 = 0 OR a % 5 = 1 OR b % 20 = 3`

const INSERT_CASES = `
  INSERT INTO "case" (id, subject_kind, subject_key, group_id, subject_name, reason, severity, reports_count)
  SELECT gen_random_uuid(), 'group', 'bench' || n, 'bench' || n, 'Group ' || n, 'spam', 1, 1
  FROM (SELECT n, ${spread(3)} AS a FROM generate_series(1, $1::int) AS n) AS plan WHERE a % 250 = 0`

const INSERT_GROUPS = `
  INSERT INTO group_index (group_id, name, owner_id, member_count, status, created_at, read_at)
  SELECT 'bench' || n,
         ($2::text[])[1 + a % cardinality($2)] || ' ' || ($3::text[])[1 + b % cardinality($3)] || ' ' || n,
         CASE WHEN b % 33 = 0 OR c % 700 = 5 THEN '' ELSE 'bench' || c % 200000 END,
         CASE WHEN b % 33 = 0 THEN 0 ELSE (5000 * power((c % 10007) / 10007.0, 8))::int + 1 END,
         (CASE WHEN b % 33 = 0 THEN 'dismissed' WHEN c % 100 = 7 THEN 'muted' ELSE 'normal' END)::"GroupStatus",
         now() - (c % 86400000) * interval '1 second', now()
  FROM (SELECT n, ${spread(4)} AS a, ${spread(5)} AS b, ${spread(6)} AS c FROM generate_series(1, $1::int) AS n) AS plan`

const INSERT_PEOPLE = `
  WITH plan AS (SELECT n, ${spread(7)} AS a, ${spread(8)} AS b FROM generate_series(1, $1::int) AS n),
  sanctioned AS (
    INSERT INTO person_extension (user_id, standing)
    SELECT 'bench' || n, 'suspended' FROM plan WHERE a % 300 = 0
  )
  INSERT INTO person_index (user_id, nickname, registered_at, standing, read_at)
  SELECT 'bench' || n,
         (ARRAY['Ann', 'Ben', 'Carla', 'Deniz', 'Emil', '王', '李', '张', 'Олег', 'ليلى'])[1 + a % 10] || ' ' ||
         (ARRAY['Smith', 'Brown', 'Okafor', '小明', '静', '伟', 'Иванов', 'حسن'])[1 + b % 8] || ' ' || n,
         now() - (b % 86400000) * interval '1 second',
         (CASE WHEN a % 300 = 0 THEN 'suspended' ELSE 'good' END)::"Standing", now()
  FROM plan`
