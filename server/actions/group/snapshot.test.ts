import fc from 'fast-check'
import { expect, test } from 'vitest'
import { snapshotDifference } from '@/server/actions/group/snapshot'

const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 20 })

test('applying the difference leaves exactly who is there now marked as present, and drops nobody', () => {
  fc.assert(
    fc.property(ids, ids, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (before, now, flags) => {
      const kept = before.map((userId, i) => ({ userId, presentAtEnd: flags[i] ?? true }))
      const { added, gone, back } = snapshotDifference(kept, now)
      const present = new Set(kept.filter((one) => one.presentAtEnd).map((one) => one.userId))
      for (const id of gone) present.delete(id)
      for (const id of [...back, ...added]) present.add(id)
      expect([...present].sort()).toEqual([...now].sort())
      expect(added.filter((id) => before.includes(id))).toEqual([])
    }),
  )
})
