import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compare } from './conformance/compare.mjs'
import { runProbes } from './conformance/run-probes.mjs'
import type { Quirks } from './quirks'
import { startSandbox } from './server'

const MODES: [Quirks, string][] = [
  ['main', 'golden.main.json'],
  ['patch.16', 'golden.patch16.json'],
]
const RECORDED_STEPS = 241

describe.concurrent('the sandbox answers as the recorded servers did', () => {
  it.each(MODES)('%s', { timeout: 60_000 }, async (quirks, file) => {
    // "dismiss again" is asked before the members are purged; the usual 50 ms may pass while all probes run at once
    const sandbox = await startSandbox({ quirks, purgeDelayMs: 1500 })
    try {
      const golden = JSON.parse(readFileSync(new URL(`./conformance/${file}`, import.meta.url), 'utf8'))
      const got = await runProbes({ base: sandbox.url, parallel: true })
      const { differences, ...counts } = compare(golden, got)
      expect(differences).toEqual([])
      const all = RECORDED_STEPS
      expect(counts).toEqual({ steps: all, code: all, shape: all, value: all })
    } finally {
      await sandbox.close()
    }
  })
})
