import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { e2e } from '@/server/testing/e2e'
import { projectNode, root } from './project.mjs'
import { startProcess, stopAllProcesses } from './running-process'
import { step } from './steps.mjs'

/**
 * `npm run shots`: a picture of every page in shots/, as the demo's admin sees it: light and dark at 1440×900, light
 * at 390×844. Of a demo of its own, or of the one that STEWARD_URL names.
 */
type Shot = {
  name: string
  path: string
  /** The first link like this leads on to the page. */
  follow?: string
  signedOut?: boolean
}

const shots: readonly Shot[] = [
  { name: 'sign-in', path: '/sign-in', signedOut: true },
  { name: 'case', path: '/review', follow: 'a[href^="/review/"]' },
  { name: 'review', path: '/review' },
  { name: 'groups', path: '/groups' },
  { name: 'group', path: '/groups', follow: 'a[href^="/groups/"]' },
  { name: 'people', path: '/people' },
  { name: 'person', path: '/people', follow: 'td a[href^="/people/"]' },
  { name: 'import', path: '/people/import/new' },
  { name: 'invites', path: '/invites' },
  { name: 'invite', path: '/invites', follow: 'td a[href^="/invites/"]' },
  { name: 'invite-check', path: '/invites/check?text=CH01-RSPR-1NG7&user=kyle_vance' },
  { name: 'ledger', path: '/ledger' },
  { name: 'insights', path: '/insights' },
  { name: 'transparency', path: '/insights/report' },
  { name: 'audit', path: '/audit' },
  { name: 'audit-row', path: '/audit', follow: 'a[href*="row="]' },
  { name: 'health', path: '/settings/health' },
  { name: 'reasons', path: '/settings/reasons' },
  { name: 'queues', path: '/settings/queues' },
  { name: 'policy', path: '/settings/policies', follow: 'a[href^="/settings/policies/"]' },
  { name: 'presets', path: '/settings/presets' },
  { name: 'alerts', path: '/settings/alerts' },
  { name: 'invite-limits', path: '/settings/invites' },
  { name: 'clients', path: '/settings/clients' },
  { name: 'not-found', path: '/no-such-page' },
]

const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const

const admin = /Mara Stein/
const folder = join(root, 'shots')
const patienceMs = 60_000

async function signIn(page: Page) {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: admin }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
}

async function take(page: Page, shot: Shot, look: string): Promise<string | undefined> {
  await page.goto(shot.path)
  if (shot.follow) {
    const link = page.locator(shot.follow).first()
    // A new demo's people need a moment before they report something.
    const isThere = await link.waitFor({ timeout: patienceMs }).then(
      () => true,
      () => false,
    )
    if (!isThere) return `${shot.name}: no ${shot.follow} on ${shot.path}`
    const href = await link.getAttribute('href')
    await page.goto(href ?? shot.path)
  }
  // Grey bars stand where something is still on its way.
  await page.waitForFunction(() => document.querySelector('.pulse-soft') === null, undefined, {
    timeout: patienceMs,
  })
  await page.evaluate(() => document.fonts.ready)
  // Pictures of the same moment look the same: no caret, no half of an animation.
  await page.screenshot({
    path: join(folder, `${shot.name}-${look}.png`),
    animations: 'disabled',
    caret: 'hide',
  })
  return undefined
}

async function takeAll(browser: Browser, say: (detail: string) => void): Promise<string[]> {
  const left: string[] = []
  for (const { name: look, ...options } of looks) {
    const context = await browser.newContext({
      baseURL: e2e.url,
      locale: 'en-GB',
      timezoneId: 'UTC',
      ...options,
    })
    const page = await context.newPage()
    for (const shot of shots.filter(({ signedOut }) => signedOut)) await take(page, shot, look)
    await signIn(page)
    for (const shot of shots.filter(({ signedOut }) => !signedOut)) {
      say(`${shot.name}, ${look}`)
      left.push(...[await take(page, shot, look)].flatMap((problem) => problem ?? []))
    }
    await context.close()
  }
  return [...new Set(left)]
}

async function startDemo() {
  const args = ['--import', 'tsx', 'server/cli/start.ts', '--fresh']
  const demo = startProcess({
    name: 'demo',
    command: projectNode,
    args,
    cwd: root,
    env: { ...process.env, ...e2e.env },
    stopTimeoutMs: 30_000,
  })
  await demo.untilReady(/choose one of the seeded accounts/, 300_000)
}

try {
  if (e2e.isOurs) await step('demo', startDemo)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({ executablePath: e2e.chromium, args: [...e2e.chromiumArgs] })
  const left = await step('pictures', (say) => takeAll(browser, say))
  await browser.close()
  console.info(`\nshots/ holds the pictures.${left.map((problem) => `\nLeft out: ${problem}`).join('')}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await stopAllProcesses()
  if (e2e.isOurs) rmSync(e2e.data, { recursive: true, force: true })
}
