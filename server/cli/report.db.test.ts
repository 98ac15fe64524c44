import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCase } from '@/server/testing/cases'
import { testWorld, type World } from '@/server/testing/world'
import { projectEnv, projectNode, root } from './project.mjs'

let world: World

beforeAll(async () => {
  world = await testWorld()
  const openedAt = new Date('2024-03-05T10:00:00Z')
  const decidedAt = new Date('2024-03-06T10:00:00Z')
  await openCase(world, { openedAt })
  await openCase(world, { openedAt, decidedAt, closedAt: decidedAt, state: 'closed', outcome: 'acted' })
})
afterAll(() => world.close())

async function steward(...args: string[]) {
  const child = spawn(projectNode, ['server/cli/steward.mjs', ...args], {
    cwd: root,
    env: projectEnv({ DATABASE_URL: world.database.url }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const [out, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { out, errors, code }
}

const march = ['report', '--from', '2024-03-01', '--to', '2024-03-31']

test('the report stands on standard output and nothing else does, in the language that was asked for', async () => {
  const [{ out, errors, code }, chinese] = await Promise.all([
    steward(...march),
    steward(...march, '--lang', 'zh-CN'),
  ])
  expect({ errors, code }).toEqual({ errors: '', code: 0 })
  expect(out).toMatch(/^# Transparency report\n/)
  expect(out).toContain('| Spam | 0 | 2 | 1 | 0 | 0 | 1 |')
  expect(out).toContain('| **Total** | **0** | **2** | **1** | **0** | **0** | **1** |')
  expect(out).toContain('days of UTC')
  expect(chinese.out).toMatch(/^# 透明度报告\n/)
  expect(chinese.out).toContain('| 垃圾信息 | 0 | 2 | 1 | 0 | 0 | 1 |')
  expect(chinese.out).not.toMatch(/[{}]|Total|Reason/)
})

test('as a table and as JSON it says the same', async () => {
  const [csv, json] = await Promise.all([
    steward(...march, '--format', 'csv'),
    steward(...march, '--format', 'json'),
  ])
  const lines: string[][] = parse(csv.out, { bom: true })
  expect(lines[0]).toEqual(['table', 'row', 'column', 'kind', 'value'])
  expect(lines).toContainEqual(['cases', 'spam', 'acted', 'part', '1'])
  const report = JSON.parse(json.out)
  expect(report).toMatchObject({ from: '2024-03-01T00:00:00.000Z', to: '2024-04-01T00:00:00.000Z' })
  expect(report.sections[0].rows[0]).toMatchObject({ key: 'spam', values: { opened: 2, acted: 1 } })
})

test('what cannot be read is said in words, and nothing is written', async () => {
  const { out, errors, code } = await steward('report', '--from', '2024-03-01')
  expect([out, code]).toEqual(['', 1])
  expect(errors).toContain('--to is missing.')
})
