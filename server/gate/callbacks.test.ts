import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answerTo, isUsed, MOST_MEMBERS, readCallback, USED_COMMANDS } from './callbacks'

const recorded = z
  .record(z.string(), z.union([z.string(), z.array(z.object({ body: z.record(z.string(), z.json()) }))]))
  .parse(JSON.parse(readFileSync('server/sandbox/conformance/webhooks.main.json', 'utf8')))

const calls = Object.entries(recorded).flatMap(([command, seen]) =>
  typeof seen === 'string' ? [] : seen.map(({ body }) => ({ command, body })),
)

describe('what a live server was seen to send', () => {
  const used = calls.filter(({ command }) => isUsed(command))

  test('covers most of what is used', () => {
    expect(new Set(used.map(({ command }) => command)).size).toBeGreaterThan(7)
  })

  test.each(used)('$command tells of somebody', ({ command, body }) => {
    expect(readCallback(command, body)?.hints.length).toBeGreaterThan(0)
  })

  test.each(calls.filter(({ command }) => command.startsWith('callbackBefore')))(
    '$command may go on as it was asked for',
    ({ command, body }) => {
      const { actionCode, nextCode, errCode, errMsg, errDlt, ...echoed } = z
        .record(z.string(), z.json())
        .parse(answerTo(command, body))
      expect({ actionCode, nextCode, errCode, errMsg, errDlt }).toEqual({
        ...{ actionCode: 0, nextCode: 0, errCode: 0, errMsg: '', errDlt: '' },
      })
      // What OpenIM overwrites with the answer is what it asked for.
      const isEcho = command.startsWith('callbackBeforeSetGroupInfo')
      expect(Object.keys(echoed).length > 0).toBe(isEcho)
      for (const [key, value] of Object.entries(echoed)) expect(value).toEqual(body[key])
      if (isEcho)
        expect(Object.keys(echoed)).toEqual(expect.arrayContaining(['groupID', 'groupName', 'faceURL']))
    },
  )
})

describe('a dismissal', () => {
  const command = 'callbackAfterDisMissGroupCommand'
  const body = {
    groupID: 'g',
    ownerID: 'o',
    groupType: '\u0002',
    membersID: ['o', 'a', 'a', '', 'x'.repeat(65)],
  }

  test('names its members once each, without what can be no id', () => {
    expect(readCallback(command, body)).toEqual({
      hints: [{ kind: 'group', id: 'g' }],
      dismissal: { groupId: 'g', ownerId: 'o', memberIds: ['o', 'a'] },
    })
  })

  test.each([[null], [[]]])('with the members %j is only a hint', (membersID) => {
    expect(readCallback(command, { ...body, membersID })).toMatchObject({ dismissal: null })
  })

  test('without its owner among the members is only a hint', () => {
    expect(readCallback(command, { ...body, ownerID: 'x' })).toMatchObject({ dismissal: null })
  })

  test('names no more than there can be', () => {
    const membersID = ['o', ...Array.from({ length: MOST_MEMBERS + 5 }, (_, n) => `u${n}`)]
    expect(readCallback(command, { ...body, membersID })?.dismissal?.memberIds).toHaveLength(MOST_MEMBERS)
  })
})

test.each([
  ['an unknown command', 'callbackAfterSomethingNew', { groupID: 'g' }],
  ['a name that every object has', 'constructor', { groupID: 'g' }],
  ['a message', 'callbackAfterSendGroupMsgCommand', { groupID: 'g' }],
  ['a body that is none', 'callbackAfterQuitGroupCommand', undefined],
  ['no id', 'callbackAfterQuitGroupCommand', { groupID: '' }],
  ['an id that cannot be stored', 'callbackAfterQuitGroupCommand', { groupID: 'a\0b' }],
  ['an id that is too long', 'callbackAfterUpdateUserInfoCommand', { userID: 'u'.repeat(65) }],
])('%s tells nothing', (_what, command, body) => {
  expect(readCallback(command, body)).toBeNull()
})

test('nothing that anybody can send makes it throw or deny', () => {
  const commands = fc.oneof(fc.string(), fc.constantFrom(...calls.map(({ command }) => command)))
  fc.assert(
    fc.property(commands, fc.jsonValue(), (command, body) => {
      readCallback(command, body)
      expect(answerTo(command, body)).toMatchObject({ actionCode: 0, nextCode: 0 })
    }),
  )
})

test('every key that is used is one of webhooks.yml', () => {
  expect(USED_COMMANDS.length).toBe(12)
  for (const { key } of USED_COMMANDS) expect(key).toMatch(/^after[A-Z]/)
})
