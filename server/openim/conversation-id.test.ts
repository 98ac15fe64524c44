import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupConversationId, groupOfConversation, otherSide, singleConversationId } from './conversation-id'

const userId = fc.stringMatching(/^[a-c_\u00e9]{1,5}$/)

describe('conversation ids', () => {
  test('of a group', () => {
    expect(groupConversationId('42')).toBe('sg_42')
    expect(groupOfConversation('sg_42')).toBe('42')
    expect(groupOfConversation('sg_')).toBeNull()
    expect(groupOfConversation('si_a_b')).toBeNull()
  })

  test('of two people: in byte order, whoever asks', () => {
    expect(singleConversationId('u2', 'u10')).toBe('si_u10_u2')
    // U+FF5E comes before U+1F600 in bytes, but after it in JavaScript's own order.
    expect(singleConversationId('\u{1F600}', '\uFF5E')).toBe('si_\uFF5E_\u{1F600}')
    fc.assert(
      fc.property(userId, userId, (a, b) => singleConversationId(a, b) === singleConversationId(b, a)),
    )
  })

  test('the other side is found again, also where ids hold underscores', () => {
    fc.assert(
      fc.property(userId, userId, (me, you) => {
        const id = singleConversationId(me, you)
        const other = otherSide(id, me)
        expect(other === null ? null : singleConversationId(me, other)).toBe(id)
        expect(other).toHaveLength(you.length)
      }),
    )
  })

  test('nobody is a side of what they cannot be in', () => {
    expect(otherSide('si_a_b', 'c')).toBeNull()
    expect(otherSide('si_a_b', '')).toBeNull()
    expect(otherSide('sg_a_b', 'a')).toBeNull()
    expect(otherSide('si_b_a', 'a')).toBeNull()
  })
})
