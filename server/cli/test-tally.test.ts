import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
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

describe('unitTally', () => {
  it('counts tests, and a file that could not be loaded as one failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ]
    expect(unitTally(report({ numPassedTests: 5, numFailedTests: 1, testResults }), 1)).toEqual({
      passed: 5,
      failed: 2,
    })
  })

  it('does not overlook a run that failed as a whole', () => {
    const file = report({ numPassedTests: 5, numFailedTests: 0, testResults: [] })
    expect(unitTally(file, 1)).toEqual({ passed: 5, failed: 1 })
    expect(unitTally(file, 0)).toEqual({ passed: 5, failed: 0 })
    expect(unitTally(join(folder, 'none.json'), 1)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('browserTally', () => {
  it('counts a test that passes only sometimes as failed', () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 2 }
    expect(browserTally(report({ stats }), 1)).toEqual({ passed: 7, failed: 2 })
  })

  it('does not overlook a system that did not start', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }
    expect(browserTally(report({ stats }), 1)).toEqual({ passed: 0, failed: 1 })
  })
})
