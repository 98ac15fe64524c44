import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import rules from '@/.dependency-cruiser.mjs'
import { checkDirections } from './directions.mjs'

let root: string

/** A small clone without a fault, whose files the tests replace. */
const sound: Record<string, string> = {
  'app/layout.tsx': "import { Shell } from '@/components/shell'\nexport default Shell",
  'app/page.tsx':
    "import { root } from '@/server/trpc/root'\nimport { Form } from './form'\nexport default [root, Form]",
  'app/form.tsx':
    "'use client'\nimport { input } from '@/server/features/cases/schema'\nexport const Form = input",
  'components/shell.tsx':
    "import type { Input } from '@/server/features/cases/schema'\nexport const Shell = (p: Input) => <p>{p}</p>",
  'server/trpc/root.ts': "export { router as root } from '@/server/features/cases/router'",
  'server/features/cases/router.ts': "export { list as router } from './list'",
  'server/features/cases/list.ts':
    "import { db } from '@/server/db/client'\nimport { act } from '@/server/actions/act'\nexport const list = [db, act]",
  'server/features/cases/schema.ts':
    "import { z } from 'zod'\nexport type Input = string\nexport const input: Input = z",
  'server/actions/act.ts': "import { call } from '@/server/openim/client'\nexport const act = call",
  'server/db/client.ts': 'export const db = 1',
  'server/openim/client.ts': 'export const call = 1',
  'server/sandbox/main.ts': 'export const sandbox = 1',
  'server/cli/start.ts': 'export const start = 1',
  'server/testing/world.ts': "export { sandbox } from '@/server/sandbox/main'",
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steward-clone-'))
})

afterEach(() => rmSync(root, { recursive: true }))

async function brokenRules(changed: Record<string, string>) {
  for (const [file, text] of Object.entries({ ...sound, ...changed })) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const { violations } = await checkDirections(root, rules)
  return [...new Set(violations.map(({ rule }) => rule))]
}

/** One deliberate fault for every rule. */
const faults: Record<string, Record<string, string>> = {
  'no-circular': {
    'server/db/client.ts': "export * from './pool'",
    'server/db/pool.ts': "export * from './client'",
  },
  'no-unused': { 'server/features/cases/forgotten.ts': 'export const forgotten = 1' },
  'components-stand-alone': {
    'components/shell.tsx': "import { list } from '@/server/features/cases/list'\nexport const Shell = list",
  },
  'screens-take-schemas': {
    'app/form.tsx': "// the form\n'use client'\nexport { list as Form } from '@/server/features/cases/list'",
  },
  'pure-stays-pure': {
    'server/features/cases/schema.ts': "export { db as input } from '@/server/db/client'",
  },
  'server-knows-no-screen': { 'server/features/cases/list.ts': "import type { Form } from '@/app/form'" },
  'openim-knows-no-feature': {
    'server/openim/client.ts': "import type { Input } from '@/server/features/cases/schema'",
  },
  'sandbox-stands-alone': { 'server/sandbox/main.ts': "import type { db } from '@/server/db/client'" },
  'sandbox-is-no-part': { 'server/actions/act.ts': "export { sandbox as act } from '@/server/sandbox/main'" },
  'lower-layers': { 'server/db/client.ts': "import type { act } from '@/server/actions/act'" },
  'actions-know-no-feature': {
    'server/actions/act.ts': "export { list as act } from '@/server/features/cases/list'",
  },
  'routers-do-no-work': {
    'server/features/cases/router.ts': "export { db as router } from '@/server/db/client'",
  },
  'launcher-is-outside': { 'server/actions/act.ts': "export { start as act } from '@/server/cli/start'" },
  'testing-is-outside': { 'server/features/cases/list.ts': "import('@/server/testing/world')" },
}

describe('import directions', () => {
  it('has nothing against a sound clone', async () => {
    expect(await brokenRules({})).toEqual([])
  })

  it.each(Object.entries(faults))('%s is noticed', async (rule, changed) => {
    expect(await brokenRules(changed)).toContain(rule)
  })

  it('has a fault for every rule', () => {
    expect(Object.keys(faults).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort())
  })

  it('lets types go both ways', async () => {
    expect(
      await brokenRules({
        'server/db/client.ts': "import type { Pool } from './pool'\nexport const db: Pool = 1",
        'server/db/pool.ts': "import { db } from './client'\nexport type Pool = typeof db",
      }),
    ).toEqual([])
  })
})
