#!/usr/bin/env node
// Runs the probes against an OpenIM server (or the sandbox) and compares its answers with a recording of a real one.
//
//   npm run conformance -- --base http://127.0.0.1:10002     compare with main; exit 1 where a code differs
//   ... --golden golden.patch16.json                         compare with the released v3.8.3-patch.16 instead
//   ... --only group.dismiss,message                         some suites or probes
//   ... --verbose                                            print both sides of every difference
//   ... --record FILE                                        write a recording (only from a real server)
//
// Environment instead of flags: OPENIM_URL, OPENIM_SECRET (openIM123), OPENIM_ADMIN (imAdmin).
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compare } from './compare.mjs'
import { runProbes } from './run-probes.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const { values: args } = parseArgs({
  options: {
    base: { type: 'string', default: process.env.OPENIM_URL ?? 'http://127.0.0.1:10002' },
    secret: { type: 'string', default: process.env.OPENIM_SECRET ?? 'openIM123' },
    admin: { type: 'string', default: process.env.OPENIM_ADMIN ?? 'imAdmin' },
    golden: { type: 'string', default: 'golden.main.json' },
    only: { type: 'string' },
    record: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})

const only = args.only?.split(',')
const got = await runProbes({ base: args.base, secret: args.secret, adminID: args.admin, only })
if (args.record) {
  await writeFile(args.record, `${JSON.stringify(got, null, 1)}\n`)
  console.info(`recorded ${Object.values(got).flat().length} steps of ${Object.keys(got).length} probes`)
} else {
  const golden = JSON.parse(await readFile(resolve(here, args.golden), 'utf8'))
  const result = compare(golden, got)
  for (const d of result.differences) {
    console.info(`${d.step}: ${d.ways.join(', ')} differ${d.got?.error ? ` (${d.got.error})` : ''}`)
    if (args.verbose) console.info(`   want ${JSON.stringify(d.want)}\n   got  ${JSON.stringify(d.got)}`)
  }
  console.info(`${result.steps} steps: code ${result.code}, shape ${result.shape}, value ${result.value}`)
  process.exitCode = result.steps > 0 && result.code === result.steps ? 0 : 1
}
