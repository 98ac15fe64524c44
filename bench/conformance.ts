import { readFileSync } from 'node:fs'
import { compare } from '@/server/sandbox/conformance/compare.mjs'
import { runProbes } from '@/server/sandbox/conformance/run-probes.mjs'
import type { Quirks } from '@/server/sandbox/quirks'
import { startSandbox } from '@/server/sandbox/server'
import { atLeast } from './at-least'
import { type Figure, note } from './figure'

const RECORDED = [
  ['main', 'golden.main.json'],
  ['patch.16', 'golden.patch16.json'],
] as const

/**
 * In how many recorded steps the sandbox answers as the real server did: the least of code, shape and value. Baseline:
 * the recording itself, that is all of them.
 */
export async function conformance(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [quirks, file] of RECORDED) figures.push(await against(quirks, file))
  return figures
}

async function against(quirks: Quirks, file: string): Promise<Figure> {
  const recording = new URL(`../server/sandbox/conformance/${file}`, import.meta.url)
  const golden = JSON.parse(readFileSync(recording, 'utf8'))
  const sandbox = await startSandbox({ quirks, purgeDelayMs: 1500 })
  try {
    const got = await runProbes({ base: sandbox.url, parallel: true })
    const { steps, code, shape, value } = compare(golden, got)
    note(`  ${quirks.padEnd(8)} code ${code}, shape ${shape}, value ${value} of ${steps}`)
    const least = Math.min(code, shape, value)
    return atLeast({
      name: `conformance ${quirks}`,
      value: least,
      unit: 'steps',
      baseline: steps,
      limit: steps,
    })
  } finally {
    await sandbox.close()
  }
}
