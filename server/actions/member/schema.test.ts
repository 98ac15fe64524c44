import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memberKey, parseMemberKey } from '@/server/actions/member/schema'

const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })

describe('the address of a member', () => {
  test('names group and person, whatever characters they hold', () => {
    fc.assert(
      fc.property(id, id, (groupId, userId) => {
        expect(parseMemberKey(memberKey(groupId, userId))).toEqual({ groupId, userId })
      }),
    )
  })

  test('holds no character that cannot be kept', () => {
    expect(parseMemberKey('g/a%00b')).toBeNull()
    expect(parseMemberKey('%00/a')).toBeNull()
  })

  test('is one for each member', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const address = parseMemberKey(key)
        if (address) expect(memberKey(address.groupId, address.userId)).toBe(key)
      }),
    )
  })

  test.each(['', '/', 'g', 'g/', '/u', 'g/u/x', 'g%2Fu', '%/u', '%67/u', 'g/ü', 'g/%c3%bc'])(
    '%j is none',
    (key) => {
      expect(parseMemberKey(key)).toBeNull()
    },
  )
})
