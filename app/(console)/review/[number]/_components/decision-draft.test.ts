import { describe, expect, test } from 'vitest'
import {
  change,
  chooseNone,
  choosePreset,
  fits,
  kindOf,
  NOTHING,
  reasonAfter,
  toggle,
} from './decision-draft'

const setting = {
  targets: {
    message: [{ id: 'm1' }, { id: 'm2' }],
    member: [{ id: 'g/u' }],
    user: [{ id: 'u' }],
    group: [],
  },
  policyId: 'spam',
  emergency: false,
}
const preset = {
  id: 'p',
  policyId: 'fraud',
  actions: [
    { action: 'message.revoke' as const, input: {} },
    { action: 'member.mute' as const, input: { until: 5 } },
  ],
  reason: 'Deceives people.',
  notify: { reporter: true, person: false },
}

test.each([
  ['group.suspend', 'group'],
  ['member.mute', 'member'],
  ['message.revoke', 'message'],
  ['user.logout', 'user'],
] as const)('%s acts on a %s', (action, kind) => expect(kindOf(action)).toBe(kind))

describe('choosing', () => {
  test('what asks for something of its own on each is done to one of them, and waits for its form', () => {
    const groups = { ...setting, targets: { ...setting.targets, group: [{ id: 'g1' }, { id: 'g2' }] } }
    const [edit] = toggle(NOTHING, 'group.edit', groups).picked
    expect(edit).toMatchObject({ subjectIds: ['g1'], input: null })
    const [suspend] = toggle(NOTHING, 'group.suspend', groups).picked
    expect(suspend).toMatchObject({ subjectIds: ['g1', 'g2'], input: {} })
  })

  test('an action acts on everything that it can, and brings the policy of the reason', () => {
    const chosen = toggle(NOTHING, 'message.revoke', setting)
    expect(chosen.picked).toMatchObject([{ action: 'message.revoke', subjectIds: ['m1', 'm2'], input: {} }])
    expect(chosen).toMatchObject({ policyId: 'spam', none: false, notify: { person: true } })
  })

  test('a mute waits for its form to say until when', () => {
    expect(toggle(NOTHING, 'member.mute', setting).picked).toMatchObject([{ input: null }])
    expect(choosePreset(preset, setting).picked[1]).toMatchObject({ input: { until: 5 } })
  })

  test('an action again takes it out', () => {
    const twice = toggle(toggle(NOTHING, 'member.mute', setting), 'member.mute', setting)
    expect(twice.picked).toEqual([])
  })

  test('a second action joins the first', () => {
    const both = toggle(toggle(NOTHING, 'message.revoke', setting), 'member.mute', setting)
    expect(both.picked.map(({ action }) => action)).toEqual(['message.revoke', 'member.mute'])
  })

  test('what the case is not about cannot be acted on', () => {
    expect(toggle(NOTHING, 'group.suspend', setting).picked).toEqual([])
    expect(fits(preset, setting)).toBe(true)
    expect(fits({ actions: [{ action: 'group.suspend', input: {} }] }, setting)).toBe(false)
    expect(fits({ actions: [] }, setting)).toBe(false)
  })

  test('no violation takes all actions out, and an action takes no violation out', () => {
    const none = chooseNone(toggle(NOTHING, 'member.mute', setting), 'Breaks no rule.')
    expect(none).toMatchObject({ none: true, picked: [], policyId: null, notify: { person: false } })
    expect(toggle(none, 'member.mute', setting)).toMatchObject({ none: false, policyId: 'spam' })
  })

  test('a preset prepares everything', () => {
    expect(choosePreset(preset, setting)).toMatchObject({
      presetId: 'p',
      policyId: 'fraud',
      proposed: 'Deceives people.',
      notify: { reporter: true, person: false },
      picked: [{ action: 'message.revoke' }, { action: 'member.mute', input: { until: 5 } }],
    })
  })

  test('the person is not told of an emergency unless somebody wants that', () => {
    const chosen = toggle(NOTHING, 'member.mute', { ...setting, emergency: true })
    expect(chosen.notify.person).toBe(false)
  })

  test('one action is changed and no other', () => {
    const chosen = change(choosePreset(preset, setting), 'member.mute', { input: null })
    expect(chosen.picked.map(({ input }) => input)).toEqual([{}, null])
  })
})

describe('the reason', () => {
  test.each([
    ['', '', 'Spam.', 'Spam.'],
    ['Spam.', 'Spam.', 'Fraud.', 'Fraud.'],
    ['I saw it.', 'Spam.', 'Fraud.', 'I saw it.'],
    ['Spam.', 'Spam.', '', ''],
  ])('%j, proposed %j, then %j: %j', (typed, before, proposed, expected) => {
    expect(reasonAfter(typed, before, proposed)).toBe(expected)
  })
})
