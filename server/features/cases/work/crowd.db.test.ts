import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StaffActor } from '@/server/auth/actor'
import { DomainError } from '@/server/errors'
import { claimCase } from '@/server/features/cases/claim'
import { decideCase } from '@/server/features/cases/decide'
import { releaseCase } from '@/server/features/cases/release'
import { takeOverCase } from '@/server/features/cases/take-over'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { mergeCases } from './merge'
import { nextCase } from './next'
import { assignCase, skipCase, snoozeCase } from './pass-on'
import { by } from './test-work'

const PEOPLE = 50
const CASES = 30
const STROKES = 4

let world: World
let crowd: StaffActor[]

beforeAll(async () => {
  world = await testWorld()
  crowd = await Promise.all(
    Array.from({ length: PEOPLE }, (_, n) => world.staff(n % 5 ? 'moderator' : 'admin')),
  )
})
afterAll(() => world.close())

/** A stream of numbers of its own for each person, always the same. */
function dice(seed: number) {
  let state = seed + 1
  return (sides: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % sides
  }
}

test('50 people at work on the same cases: none is decided twice, lost, or held without a claim', {
  timeout: 120_000,
}, async () => {
  const { db } = world.env
  const made = await Promise.all(Array.from({ length: CASES }, () => openCase(world)))
  const ids = made.map(({ id }) => id)
  const decided: string[] = []

  async function stroke(actor: StaffActor, roll: (sides: number) => number) {
    const caseId = ids[roll(ids.length)] ?? ''
    const row = await db.prisma.case.findUniqueOrThrow({ where: { id: caseId } })
    const held = { caseId, epoch: row.epoch }
    const reason = 'because of the crowd'
    switch (roll(8)) {
      case 0:
        return await nextCase(world.env, by(actor), null)
      case 1:
        return await releaseCase(db, by(actor), held)
      case 2:
        return await skipCase(db, by(actor), held)
      case 3:
        return await snoozeCase(db, by(actor), { ...held, until: Date.now() + 60_000 })
      case 4:
        return await assignCase(db, by(actor), { ...held, staffId: crowd[roll(PEOPLE)]?.id ?? null })
      case 5:
        return await takeOverCase(db, by(actor), { ...held, reason })
      case 6: {
        const { epoch } = await claimCase(db, by(actor), caseId)
        const other = ids[roll(ids.length)] ?? ''
        return await mergeCases(db, by(actor), { caseId, epoch, caseIds: [other], reason })
      }
      default: {
        const { epoch } = await claimCase(db, by(actor), caseId)
        const none = { policy: null, actions: [], notify: { reporter: false, person: false } }
        await decideCase(world.env, by(actor), { ...none, caseId, epoch, reason })
        decided.push(caseId)
      }
    }
  }
  await Promise.all(
    crowd.map(async (actor, n) => {
      const roll = dice(n)
      for (let i = 0; i < STROKES; i += 1) {
        await stroke(actor, roll).catch((error) => {
          if (!(error instanceof DomainError)) throw error
        })
      }
    }),
  )

  expect(new Set(decided).size).toBe(decided.length)
  const after = await db.prisma.case.findMany({
    where: { id: { in: ids } },
    include: { decisions: true, subjects: true },
  })
  expect(after).toHaveLength(CASES)
  for (const row of after) {
    expect(row.decisions).toHaveLength(decided.includes(row.id) ? 1 : 0)
    expect(row.state === 'closed').toBe(decided.includes(row.id) || row.outcome === 'merged')
    expect(row.claimedById === null).toBe(row.claimExpiresAt === null)
    if (row.state !== 'open') expect([row.claimedById, row.snoozedUntil]).toEqual([null, null])
  }
  // Every subject is still there, and what is open is about something.
  expect(after.flatMap((row) => row.subjects)).toHaveLength(CASES)
  for (const row of after) if (row.state === 'open') expect(row.subjects.length).toBeGreaterThan(0)
})
