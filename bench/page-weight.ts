import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { type BrowserContext, chromium } from '@playwright/test'
import { z } from 'zod'
import { e2e } from '@/server/testing/e2e'
import { appCopy } from './app-copy'
import { browserCookies } from './browser-cookies'
import { atEnd } from './cleanup'
import { demoSession } from './demo-session'
import { startEmptyApp } from './empty-app'
import { type Figure, limitedByRatio, note } from './figure'
import { query } from './procedures'
import { startSystem } from './system'

const LIMIT = 1.6
/** No further script for this long: the page has what it wanted, ms. */
const QUIET_MS = 2_000

/**
 * JavaScript of the case page on first load, gzip, as Chromium asks for it until nothing more comes; the chunk for old
 * browsers (nomodule) is never asked for. Baseline: an empty page under an empty root layout, built with the same
 * Next.js, React and settings.
 */
export async function pageWeight(): Promise<Figure[]> {
  const system = await startSystem(appCopy())
  const emptyUrl = await startEmptyApp()
  const browser = await chromium.launch({ executablePath: e2e.chromium, args: [...e2e.chromiumArgs] })
  atEnd(() => browser.close())
  const cookie = await demoSession(system.url)
  const caseUrl = `${system.url}/review/${await firstCase(system.url, cookie)}`
  const ours = await weigh(await browser.newContext(), caseUrl, cookie)
  const empty = await weigh(await browser.newContext(), emptyUrl)
  const rest = ours.filter((script) => !empty.some(({ hash }) => hash === script.hash))
  note(`  case page: ${listOf(ours)}`)
  note(`  empty page: ${listOf(empty)}`)
  note(`  only the case page has: ${kB(rest)} kB`)
  const [value, baseline] = [kB(ours), kB(empty)]
  return [limitedByRatio({ name: 'page-weight', value, unit: 'kB', baseline, limit: LIMIT })]
}

type Script = { name: string; bytes: number; hash: string; late: boolean }

async function weigh(context: BrowserContext, url: string, cookie?: string): Promise<Script[]> {
  if (cookie) await context.addCookies(browserCookies(url, cookie))
  const page = await context.newPage()
  const scripts = new Map<string, Promise<Script>>()
  let isLoaded = false
  let lastAt = performance.now()
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    lastAt = performance.now()
    const late = isLoaded
    scripts.set(
      response.url(),
      response.body().then((body) => scriptOf(response.url(), body, late)),
    )
  })
  await page.goto(url, { waitUntil: 'load' })
  isLoaded = true
  while (performance.now() - lastAt < QUIET_MS) await sleep(100)
  const found = await Promise.all(scripts.values())
  await context.close()
  return found.toSorted((a, b) => b.bytes - a.bytes)
}

function scriptOf(url: string, body: Buffer, late: boolean): Script {
  const name = new URL(url).pathname.split('/').at(-1) ?? url
  return { name, bytes: gzipSync(body).length, hash: body.toString('base64'), late }
}

const kB = (scripts: readonly Script[]) => scripts.reduce((sum, { bytes }) => sum + bytes, 0) / 1000

const listOf = (scripts: readonly Script[]) =>
  [
    `${kB(scripts).toFixed(1)} kB in ${scripts.length} scripts`,
    ...scripts.map(
      ({ name, bytes, late }) =>
        `    ${(bytes / 1000).toFixed(1).padStart(6)} ${name}${late ? ' (after load)' : ''}`,
    ),
  ].join('\n')

/** The oldest open case about a message; the demo's people report a few by themselves, right after the start. */
async function firstCase(url: string, cookie: string): Promise<number> {
  const numbers = z.object({ items: z.array(z.object({ number: z.number() })) })
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(500)) {
    const { items } = await query(url, cookie, 'cases.list', { kind: 'message' }, numbers)
    if (items[0]) return items[0].number
  }
  throw new Error('nobody reported a message within a minute')
}
