import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import { ACTION_NAMES, CAUSES, LEDGER_STATES } from '@/server/actions/schema'
import { AUDIT_ACTIONS } from '@/server/audit/schema'
import { ROLES } from '@/server/auth/permissions'
import en from './en.json'
import zhCn from './zh-CN.json'

const english = sentences(en)
const chinese = sentences(zhCn)

test('both catalogues have the same sentences', () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
})

test('a sentence asks for the same values in both languages', () => {
  for (const [key, text] of english)
    expect([key, valuesOf(chinese.get(key) ?? '')]).toEqual([key, valuesOf(text)])
})

test('every sentence can be formatted in both languages', () => {
  const values = Object.fromEntries([...english.values()].flatMap(valuesOf).map((name) => [name, 3]))
  for (const [locale, messages] of [['en', en] as const, ['zh-CN', zhCn] as const]) {
    const onError = (error: Error) => {
      throw error
    }
    const translate: unknown = createTranslator({ locale, messages, onError })
    for (const key of english.keys()) expect(callWith(translate, key, values)).not.toBe('')
  }
})

describe('what the server names has a sentence', () => {
  test.each([
    ['roles', [...ROLES]],
    ['states', [...LEDGER_STATES]],
    ['audit_actions', [...AUDIT_ACTIONS]],
    ['cause', [...CAUSES]],
    [
      'actions',
      ACTION_NAMES.flatMap((name) =>
        ['label', 'short', 'question', 'submit'].map((part) => `${name}.${part}`),
      ),
    ],
    ['outcome.verified', [...ACTION_NAMES]],
    ['errors', named(/DomainError\(\s*'[a-z_]+',\s*'([a-z_]+)'/g)],
    ['errors', named(/reason: '([a-z_]+)'/g, 'server/trpc', 'server/features/cases')],
    [
      'errors',
      named(/(?:min|max|error|pipe)[(:][^\n]*'([a-z]+_[a-z_]+)'/g, 'server/auth', 'server/features/staff'),
    ],
    ['errors', ['offline', 'internal', 'reason_too_short', 'reason_too_long']],
    ['plan', named(/fact\(\s*(?:[^'()]*\? )?'([a-z_]+)'/g, 'server/actions')],
    ['step', named(/(?:progress|NotYet)\('([a-z_]+)'/g, 'server/actions')],
    ['outcome', named(/(?:new Obstacle|toUnknown|wait)\((?:run, )?'([a-z_]+)'/g, 'server/actions')],
    ['outcome', named(/kind: 'absent', code: '([a-z_]+)'/g, 'server/actions')],
    ['outcome', ['already_so', 'sending', 'cancelled', 'not_seen', 'openim_refused']],
  ])('%s %j', (part, names) => {
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !english.has(`${part}.${name}`))).toEqual([])
  })

  test('an obstacle met later ends an action under its own name', () => {
    const lists = named(/obstacles: \[([\s\S]*?)takenBack/g, 'server/actions')
    const met = lists.flatMap((list) =>
      [...list.matchAll(/fact\(\s*'([a-z_]+)'/g)].map(([, key = '']) => key),
    )
    expect(met.length).toBeGreaterThan(0)
    expect(met.filter((name) => !english.has(`outcome.${name}`))).toEqual([])
  })
})

/** Sentences by their path. */
function sentences(value: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([name, part]): [string, string][] =>
      typeof part === 'string' ? [[path + name, part]] : [...sentences(part, `${path}${name}.`)],
    ),
  )
}

/** Names of the values a sentence is filled with. A brace inside of a value opens one of its branches. */
function valuesOf(text: string): string[] {
  const names = new Set<string>()
  let depth = 0
  for (const [at, character] of text.split('').entries()) {
    if (character === '{' && depth++ % 2 === 0) names.add(/^\w+/.exec(text.slice(at + 1))?.[0] ?? '')
    if (character === '}') depth--
  }
  return [...names].sort()
}

/** Names found in the server's own source, tests left out. */
function named(pattern: RegExp, ...folders: string[]): string[] {
  const roots = folders.length > 0 ? folders : ['server']
  const files = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('generated'))
      .map((file) => readFileSync(join(root, file), 'utf8')),
  )
  return [...new Set(files.flatMap((text) => [...text.matchAll(pattern)].map(([, name = '']) => name)))]
}

/** The compiler would want to see each key. */
function callWith(translate: unknown, key: string, values: Record<string, number>): string {
  return (translate as (key: string, values: Record<string, number>) => string)(key, values)
}
