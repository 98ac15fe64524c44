import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { root } from './project.mjs'
import { browserTally, unitTally } from './test-tally'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-tally-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

function report(content: object) {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const assertion = (status: string, fullName: string, ...failureMessages: string[]) => ({
  status,
  fullName,
  failureMessages,
})

describe('unitTally', () => {
  it('counts tests, and a file that failed around its tests as one failure; and names them', () => {
    const testResults = [
      {
        name: join(root, 'a.test.ts'),
        status: 'failed',
        message: 'no such module\n  at',
        assertionResults: [],
      },
      {
        ...{ name: join(root, 'b.db.test.ts'), status: 'failed', message: 'connect ECONNREFUSED' },
        assertionResults: [assertion('skipped', 'b')],
      },
      {
        ...{ name: join(root, 'c.test.ts'), status: 'failed', message: '' },
        assertionResults: [
          assertion('passed', 'c'),
          assertion('failed', 'd', '\u001b[31mexpected 1\u001b[39m\n  at'),
        ],
      },
      { name: 'e.test.ts', status: 'passed', message: '', assertionResults: [assertion('passed', 'e')] },
    ]
    expect(unitTally(report({ numPassedTests: 5, testResults }), 1)).toEqual({
      passed: 5,
      failed: 3,
      failures: [
        'a.test.ts: no such module',
        'b.db.test.ts: connect ECONNREFUSED',
        'c.test.ts › d: expected 1',
      ],
    })
  })

  it('does not overlook a run that failed as a whole', () => {
    const file = report({ numPassedTests: 5, testResults: [] })
    expect(unitTally(file, 1)).toMatchObject({ passed: 5, failed: 1 })
    expect(unitTally(file, 0)).toEqual({ passed: 5, failed: 0, failures: [] })
    expect(unitTally(join(folder, 'none.json'), 1)).toEqual({
      passed: 0,
      failed: 1,
      failures: ['vitest ended with code 1, and names no test that failed'],
    })
  })
})

describe('browserTally', () => {
  const spec = (title: string, status: string, ...errors: string[]) => ({
    title,
    file: 'a.spec.ts',
    tests: [{ status, results: [{ errors: errors.map((message) => ({ message })) }] }],
  })

  it('counts a test that passes only sometimes as failed, and names what failed', () => {
    const stats = { expected: 1 }
    const suites = [
      {
        specs: [spec('one', 'expected'), spec('two', 'unexpected', 'Error: not visible\n  Call log')],
        suites: [{ specs: [spec('three', 'flaky', 'Error: late')] }],
      },
    ]
    expect(browserTally(report({ stats, suites }), 1)).toEqual({
      passed: 1,
      failed: 2,
      failures: ['e2e/a.spec.ts › two: Error: not visible', 'e2e/a.spec.ts › three: Error: late'],
    })
  })

  it('does not overlook a system that did not start', () => {
    const stats = { expected: 0 }
    expect(browserTally(report({ stats, suites: [] }), 1)).toMatchObject({ passed: 0, failed: 1 })
  })
})
