import { seedDemoInvites } from '@/prisma/seed/demo-invites'
import { seedDemoRecords } from '@/prisma/seed/demo-records'
import { seedDemoStaff } from '@/prisma/seed/demo-staff'
import { openDb } from '@/server/db/client'
import { issueSetupCode } from '@/server/features/staff/first-run'

/**
 * Makes the demo's accounts, its reporters' records and its invite links; with real servers a one-time code for the first
 * owner instead, for as long as there is nobody who could sign in.
 * @returns the code
 */
export async function preparePeople(databaseUrl: string, mode: 'demo' | 'live'): Promise<string | undefined> {
  const db = openDb(databaseUrl, 2)
  try {
    if (mode === 'live') return (await issueSetupCode(db.prisma)) ?? undefined
    await seedDemoStaff(db.prisma)
    await seedDemoRecords(db.prisma)
    await seedDemoInvites(db.prisma)
    return undefined
  } finally {
    await db.close()
  }
}
