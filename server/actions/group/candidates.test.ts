import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownerCandidates } from './candidates'

const role = fc.constantFrom<'owner' | 'admin' | 'member'>('owner', 'admin', 'member')
const people = fc.uniqueArray(fc.record({ userId: fc.string(), role, joinedAt: fc.nat(5) }), {
  selector: ({ userId }) => userId,
})

test('admins by how long they are in it, then members; owners never; the order does not depend on the reading', () => {
  fc.assert(
    fc.property(people, fc.integer(), (all, seed) => {
      const found = ownerCandidates(all)
      expect(found).toHaveLength(all.filter((one) => one.role !== 'owner').length)
      for (const [at, one] of found.entries()) {
        const next = found[at + 1]
        if (!next) continue
        if (one.role === next.role) expect(one.joinedAt).toBeLessThanOrEqual(next.joinedAt)
        else expect([one.role, next.role]).toEqual(['admin', 'member'])
      }
      const turned = all.map((_, at) => all[(at + Math.abs(seed)) % all.length] ?? all[at])
      expect(ownerCandidates(turned.flatMap((one) => one ?? []))).toEqual(found)
    }),
  )
})
