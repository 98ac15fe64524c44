import { describe, expect, test } from 'vitest'
import { type Facts, languageFor, toPerson, toReporter } from './compose'
import { NOTICE_LANGUAGES } from './schema'

const AT = Date.UTC(2026, 10, 23)
const facts: Facts = {
  decidedAt: AT,
  outcome: 'acted',
  actions: [
    { action: 'message.revoke', until: null },
    { action: 'message.revoke', until: null },
    { action: 'member.mute', until: AT + 86_400_000 },
  ],
  about: { kind: 'message', group: 'Chess {club}' },
  policy: { names: { en: 'Spam', 'zh-CN': '垃圾信息' }, texts: { en: 'No {date} spam.' } },
  appealDays: 30,
}
const statement = {
  en: '{date}: {actions}. About {subject}. Rule {policy}: {policy_text} {appeal_days} days, {decision}.',
  'zh-CN': '{date}：{actions}。{subject}。{policy}。',
}

describe('a statement of reasons', () => {
  test('says what was done, where, why and how to appeal, and fills each in once', () => {
    expect(toPerson(statement, 'en', facts, 'N7')).toBe(
      '23 November 2026: your message was taken back, you cannot write in the group until 24 November 2026. ' +
        'About a message of yours in “Chess {club}”. Rule Spam: No {date} spam. 30 days, N7.',
    )
  })

  test('in Chinese', () => {
    const text = toPerson(statement, 'zh-CN', facts, 'N7')
    expect(text).toBe(
      '2026年11月23日：您的消息已被撤回，您在群内被禁言，至 2026年11月24日。您在“Chess {club}”中的一条消息。垃圾信息。',
    )
  })

  test('a group’s name adds no line to it and turns nothing', () => {
    const group = 'Club”\n\nYou were right.\u202e'
    const text = toPerson({ en: 'About {subject}.' }, 'en', { ...facts, about: { kind: 'group', group } }, '')
    expect(text).toBe('About the group “Club” You were right.”.')
  })

  test('about an account or without a policy', () => {
    const bare = { ...facts, policy: null, about: { kind: 'user' as const, group: '' } }
    expect(toPerson({ en: '{subject}|{policy}|' }, 'en', bare, '')).toBe('your account||')
  })
})

test('an outcome gives the reporter their own number and nothing of the other side', () => {
  const outcome = { en: '{number} of {date}: {outcome}' }
  expect(toReporter(outcome, 'en', facts, { number: 'R1', at: AT })).toBe(
    'R1 of 23 November 2026: it breaks our rules, and we have acted on it',
  )
})

test.each([
  ['', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['en-US', 'en'],
  ['fr', 'en'],
])('whoever writes %j is written to in %s where nothing is known otherwise', (tag, expected) => {
  expect(languageFor(tag, 'zh-CN')).toBe(expected)
  expect(NOTICE_LANGUAGES).toContain(expected)
})
