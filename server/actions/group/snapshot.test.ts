import fc from 'fast-check'
import { expect, test } from 'vitest'
import { snapshotDifference } from '@/server/actions/group/snapshot'

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 20 })
const role = fc.constantFrom('owner' as const, 'admin' as const, 'member' as const)
const keptBefore = fc.uniqueArray(
  fc.record({ userId: fc.string({ minLength: 1, maxLength: 3 }), presentAtEnd: fc.boolean(), role }),
  { selector: (one) => one.userId, maxLength: 20 },
)

test('applying the difference leaves exactly who is there now marked as present, and drops nobody', () => {
  fc.assert(
    fc.property(keptBefore, ids, (kept, now) => {
      const { added, gone, back } = snapshotDifference(kept, now, [])
      const present = new Set(kept.filter((one) => one.presentAtEnd).map((one) => one.userId))
      for (const id of gone) present.delete(id)
      for (const id of [...back, ...added]) present.add(id)
      expect([...present].sort()).toEqual([...now].sort())
      expect(added.filter((id) => kept.some((one) => one.userId === id))).toEqual([])
    }),
  )
})

test('roles are those of the leaders of now, and everybody else is an ordinary member', () => {
  fc.assert(
    fc.property(keptBefore, fc.array(role, { maxLength: 3 }), (kept, roles) => {
      const leaders = roles.flatMap((one, nth) => {
        const userId = kept[nth]?.userId
        return userId === undefined || one === 'member' ? [] : [{ userId, role: one }]
      })
      const changed = new Map(
        snapshotDifference(kept, [], leaders).roles.map((one) => [one.userId, one.role]),
      )
      for (const { userId, role: was } of kept) {
        const wanted = leaders.find((one) => one.userId === userId)?.role ?? 'member'
        expect(changed.get(userId) ?? was).toBe(wanted)
        expect(changed.get(userId)).not.toBe(was)
      }
    }),
  )
})
