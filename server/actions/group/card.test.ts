import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardOf, changesOf, type GroupCard, priorValues, showsAll } from './card'
import { announceInput, editInput, JOIN_RULES, restoreInput } from './schema'

const card: GroupCard = {
  name: 'Tea',
  introduction: 'We drink tea.',
  faceUrl: '',
  announcement: '',
  joinRule: 'apply',
}

describe('a group’s card', () => {
  test('names OpenIM’s join rules in its own meaning, and no other', () => {
    const of = (needVerification: number) => cardOf({ ...card, needVerification }).joinRule
    expect([0, 1, 2, 3, -1].map(of)).toEqual(['apply', 'invite', 'open', null, null])
    const codes = JOIN_RULES.map((joinRule) => changesOf({ joinRule }).needVerification)
    expect(codes).toEqual([0, 1, 2])
    expect(changesOf({ name: 'Tea' })).toEqual({ name: 'Tea', needVerification: undefined })
  })

  test('shows a change once every field of it is there', () => {
    expect(showsAll(card, {})).toBe(true)
    expect(showsAll(card, { name: 'Tea', introduction: undefined })).toBe(true)
    expect(showsAll(card, { name: 'Tea', joinRule: 'open' })).toBe(false)
    expect(showsAll(card, { announcement: '' })).toBe(true)
  })

  test('what takes a change back names the same fields, and shows the card as it was', () => {
    const text = fc.string({ minLength: 1 }).filter((value) => value.trim() !== '')
    const cards = fc.record({
      name: text,
      introduction: fc.string(),
      faceUrl: fc.string(),
      announcement: fc.string(),
      joinRule: fc.constantFrom(...JOIN_RULES),
    })
    const changes = fc.record(
      { name: text, introduction: fc.string(), joinRule: fc.constantFrom(...JOIN_RULES) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(cards, changes, (before, change) => {
        const back = priorValues(before, change)
        expect(back && Object.keys(back).sort()).toEqual(Object.keys(change).sort())
        expect(back && showsAll({ ...before, ...change, ...back }, before)).toBe(true)
      }),
    )
  })

  test('a blank name and a rule without a meaning cannot be set again', () => {
    expect(priorValues({ ...card, name: ' ' }, { name: 'Tea' })).toBeNull()
    expect(priorValues({ ...card, joinRule: null }, { joinRule: 'open' })).toBeNull()
    expect(priorValues({ ...card, joinRule: null }, { name: 'Tee' })).toEqual({ name: 'Tea' })
  })
})

describe('inputs', () => {
  test.each([
    {},
    { name: '  ' },
    { name: 'x'.repeat(101) },
    { introduction: 'x'.repeat(1_001) },
    { faceUrl: 'javascript:alert(1)' },
    { faceUrl: '/face.png' },
    { joinRule: 'closed' },
  ])('refuses to edit to %j', (input) => {
    expect(editInput.safeParse(input).success).toBe(false)
  })

  test.each([
    { name: '群组 🍵' },
    { introduction: '' },
    { faceUrl: '' },
    { faceUrl: 'https://example.org/face.png' },
    { joinRule: 'invite' },
  ])('edits to %j', (input) => {
    expect(editInput.parse(input)).toEqual(input)
  })

  test('an announcement may be empty; an owner’s request may not', () => {
    expect(announceInput.parse({ text: '  ' })).toEqual({ text: '' })
    expect(restoreInput.safeParse({ ownerAsked: { text: ' ' } }).success).toBe(false)
    expect(restoreInput.parse({})).toEqual({ without: [] })
  })
})
