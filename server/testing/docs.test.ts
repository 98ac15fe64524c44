import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Registry } from 'prom-client'
import { describe, expect, test } from 'vitest'
import en from '@/app/_messages/en.json'
import packageJson from '@/package.json'
import { PERMISSIONS, ROLES } from '@/server/auth/permissions'
import { settingNames } from '@/server/config'
import { createOpenim } from '@/server/openim/client'
import { createOpenimMetrics } from '@/server/openim/metrics'
import { createMemoryTokenStore } from '@/server/openim/token-memory'
import { FAULT_KINDS } from '@/server/sandbox/faults'

/** What the documents say exists does exist. */
const documents = [
  'README.md',
  ...['docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.md'))
      .map((file) => join(folder, file)),
  ),
]

const textOf = (document: string) => readFileSync(document, 'utf8')
const quoted = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, inside = '']) => inside)

/** Made by a run, so not in a fresh clone. */
const madeLater = /^(\.steward|shots|\.env$|node_modules)/
const pathLike = /^(\.?[\w-]+\/[\w.()[\]/-]*|[\w.-]+\.(json|mjs|ts|md)|\.[a-z][\w.-]+)$/

describe.each(documents)('%s', (document) => {
  const text = textOf(document)

  test('paths it names exist', () => {
    const paths = quoted(text).filter((inside) => pathLike.test(inside) && !madeLater.test(inside))
    const known = paths.filter((path) => path.includes('/') || path.startsWith('.') || existsSync(path))
    expect(known.filter((path) => !existsSync(path))).toEqual([])
  })

  test('files it links to exist', () => {
    const links = [...text.matchAll(/\]\(([^)#\s]+)\)/g)].map(([, target = '']) => target)
    const local = links.filter((target) => !/^[a-z]+:/.test(target))
    expect(local.filter((target) => !existsSync(join(dirname(document), target)))).toEqual([])
  })

  test('commands it gives exist', () => {
    const names = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name)
    expect(names.filter((name) => !(name in packageJson.scripts))).toEqual([])
  })

  test('settings it names exist', () => {
    const names = [
      ...text.matchAll(/\b(STEWARD_[A-Z_]+|OPENIM_[A-Z_]+|[A-Z]+_URL|NEXTAUTH_[A-Z]+|SNAPSHOT_[A-Z_]+)\b/g),
    ].map(([name]) => name)
    expect(names.filter((name) => !settingNames.includes(name))).toEqual([])
  })
})

test('the API page lists every reason that comes with the product', () => {
  const row = /^\| `reason` \|(.*)\|$/m.exec(textOf('docs/api.md'))?.[1] ?? ''
  const seed = textOf('prisma/migrations/20261123140000_review_desk/migration.sql')
  const rows = seed.split('INSERT INTO reason ')[1]?.split(';\n')[0] ?? ''
  const ids = [...rows.matchAll(/^ {2}\('(\w+)'/gm)].map(([, id]) => id)
  expect(ids.length).toBeGreaterThan(9)
  expect(quoted(row)).toEqual(ids)
})

test('the operations page lists every metric', async () => {
  const registry = new Registry()
  const metrics = createOpenimMetrics(registry)
  const store = metrics.store(createMemoryTokenStore())
  await store.renew(0, async () => ({ token: 't', lifetimeMs: 1 }))
  metrics.watch(createOpenim({ baseUrl: 'http://x', secret: 's', adminId: 'a', tokenStore: store }))
  const named = quoted(textOf('docs/operations.md'))
  const names = registry.getMetricsAsArray().map(({ name }) => name)
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !named.includes(name))).toEqual([])
})

test('the operations page explains every warning of the health page', () => {
  const rows = textOf('docs/operations.md').split('\n')
  const titles = Object.values(en.health_page.warnings).map(({ title }) => title)
  expect(titles.filter((title) => !rows.some((row) => row.startsWith(`| ${title} |`)))).toEqual([])
})

test('the sandbox page lists every fault', () => {
  const named = quoted(textOf('docs/sandbox.md'))
  expect(FAULT_KINDS.filter((kind) => !named.includes(kind))).toEqual([])
})

test('the roles in README.md are those of the permission table', () => {
  const rows = [...textOf('README.md').matchAll(/^\| \*\*(\w+)\*\* \|/gm)].map(([, role]) => role)
  expect(rows).toEqual([...ROLES])
})

test('what README.md says of each role holds', () => {
  const may = (role: string, permission: keyof typeof PERMISSIONS) =>
    PERMISSIONS[permission].some((one) => one === role)
  const columns = [
    'group.read',
    'case.read',
    'case.decide',
    'member.role',
    'user.edit',
    'case.takeover',
    'subject.protect',
    'audit.read',
    'health.read',
  ] as const
  const table = ROLES.map((role) => [
    role,
    ...columns.map((permission) => (may(role, permission) ? 'yes' : '')),
  ])
  const written = [...textOf('README.md').matchAll(/^\| \*\*(\w+)\*\* \|(.*)\|$/gm)].map(
    ([, role, cells = '']) => [role, ...cells.split('|').map((cell) => cell.trim())],
  )
  expect(written).toEqual(table)
})
