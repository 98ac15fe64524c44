import type { PrismaClient } from '@/server/db/generated/client'

/** How earlier reports of the demo's people turned out: `[upheld, dismissed]`. One of them reports whom he quarrels with. */
const RECORDS: Record<string, readonly [number, number]> = {
  amelia_hart: [9, 1],
  priya_sandhu: [5, 1],
  ruby_marlowe: [4, 0],
  grace_whitaker: [3, 2],
  chen_jing: [6, 0],
  layla_haddad: [2, 1],
  marcus_okafor: [1, 3],
  kyle_vance: [0, 6],
}

/** Gives the demo's reporters a record, those that have none yet. Call it in demo mode only. */
export async function seedDemoRecords(prisma: PrismaClient): Promise<void> {
  const data = Object.entries(RECORDS).map(([reporterId, [upheld, dismissed]]) => ({
    reporterId,
    upheld,
    dismissed,
  }))
  await prisma.reporterRecord.createMany({ data, skipDuplicates: true })
}
