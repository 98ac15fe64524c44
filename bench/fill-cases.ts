import { Pool } from 'pg'
import { seedCases } from '@/prisma/seed/cases'

/** As many as a busy team gathers in years. */
const CASES = 100_000

/** Fills the database, as the owner of the tables: only they may refresh what the planner knows of them. */
export async function fillCases(url: string, staffIds: readonly string[], count = CASES): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 })
  try {
    await seedCases(pool, count, staffIds)
  } finally {
    await pool.end()
  }
}
