import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { z } from 'zod'
import { appCopy } from './app-copy'
import { atEnd } from './cleanup'
import { demoSession } from './demo-session'
import { type Figure, limitedByValue, note, quantile } from './figure'
import { whoLooks } from './presence'
import { mutate, query } from './procedures'
import { makeGroups, openimOf, report } from './reported-groups'
import { openReview } from './review-page'
import { startSystem } from './system'

const REPORTS = 80
const LIMIT_MS = 300
/** Until both know of each other who look at one case. */
const PRESENCE_LIMIT_MS = 1_000
/** Streams that are open besides the one that is looked at: those of a team of fifty. */
const OTHERS = 49
const PATIENCE_MS = 10_000

/**
 * From the 201 for a report to its row on the screen of somebody else who has the queue open, 95th percentile. After
 * each the case is dismissed, as in a day's work. Fifty browsers' streams are open. Then, with the same streams, from the
 * press that opens a case to both screens naming who else looks at it. Baseline of both: pg_notify to a plain listener on
 * the same database.
 */
export async function live(): Promise<Figure[]> {
  const system = await startSystem(appCopy())
  const openim = openimOf(system)
  const { groups, tokens } = await makeGroups(openim, REPORTS)
  const ada = await demoSession(system.url, 'ada@demo.local')
  const watcher = await openQueue(system.url, ada)
  const moderator = await demoSession(system.url, 'lin@demo.local')
  await openStreams(system.url, moderator, OTHERS)
  const bare = await bareRoundTrip(system.databaseUrl)
  const times: number[] = []
  const fromSending: number[] = []
  const bareTimes: number[] = []
  for (const [at, group] of groups.entries()) {
    const shown = watcher.shown(group.name)
    const sentAt = now()
    await report(system.url, tokens[at % tokens.length] ?? '', group.id)
    const acceptedAt = now()
    const shownAt = await shown
    times.push(shownAt - acceptedAt)
    fromSending.push(shownAt - sentAt)
    bareTimes.push(await bare())
    await dismiss(system.url, moderator, group.name)
    await watcher.gone(group.name)
    // Reports come at any moment, not in step with what the screen still does.
    await sleep(Math.random() * 100)
  }
  note(
    `  accepted → shown: ${spread(times)}; sent → shown: ${spread(fromSending)}; bare: ${spread(bareTimes)}`,
  )
  const { page } = await openQueue(system.url, moderator)
  const here = { page: watcher.page, cookie: ada, name: 'Ada' }
  const looks = await whoLooks(system.url, here, { page, cookie: moderator, name: 'Lin' })
  note(`  opened → named on both screens: ${spread(looks)}`)
  const [value, baseline] = [quantile(times, 0.95), quantile(bareTimes, 0.95)]
  const presence = { value: quantile(looks, 0.95), baseline, limit: PRESENCE_LIMIT_MS }
  return [
    limitedByValue({ name: 'live', value, unit: 'ms', baseline, limit: LIMIT_MS }),
    limitedByValue({ name: 'presence', unit: 'ms', ...presence }),
  ]
}

/** Streams as browsers keep them open, read and dropped. */
async function openStreams(url: string, cookie: string, count: number): Promise<void> {
  const stop = new AbortController()
  atEnd(() => stop.abort())
  for (let n = 0; n < count; n++) {
    const headers = { cookie, accept: 'text/event-stream' }
    const { body, status } = await fetch(`${url}/api/trpc/live.events`, { headers, signal: stop.signal })
    if (status !== 200 || !body) throw new Error(`a stream was answered ${status}`)
    void body.pipeTo(new WritableStream(), { signal: stop.signal }).catch(() => undefined)
  }
}

/** Unix ms with fractions, as the browser's own clock gives them. */
const now = () => performance.timeOrigin + performance.now()

const spread = (times: readonly number[]) =>
  [0.5, 0.95, 1]
    .map((share) => quantile(times, share).toFixed(1))
    .join(' / ')
    .concat(' ms (median / p95 / worst)')

const newest = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) })
const claim = z.object({ epoch: z.number() })

/** What a moderator does with a report of nothing. */
async function dismiss(url: string, cookie: string, name: string): Promise<void> {
  const { items } = await query(url, cookie, 'cases.list', { sort: 'newest' }, newest)
  const caseId = items.find((item) => item.name === name)?.id
  if (!caseId) throw new Error(`no new case is about "${name}"`)
  const { epoch } = await mutate(url, cookie, 'cases.claim', { caseId }, claim)
  const reason = 'It was only a measurement.'
  await mutate(url, cookie, 'cases.decide', { caseId, epoch, reason }, z.unknown())
}

/** Somebody's browser with the queue open, and when a row with a name is on its screen. */
async function openQueue(url: string, cookie: string) {
  // High enough for the whole queue: what is below the edge is not visible.
  const page = await openReview(url, cookie, 4_000)
  return {
    page,
    /** The moment at which the row was painted, as Unix ms. */
    shown: (name: string) => withPatience(page.evaluate(whenShown, name), name),
    gone: (name: string) => page.locator('a[data-row]', { hasText: name }).waitFor({ state: 'detached' }),
  }
}

/** Runs in the page. */
function whenShown(name: string): Promise<number> {
  const isThere = () =>
    [...document.querySelectorAll('a[data-row]')].some(
      (row) => row.textContent?.includes(name) && row.getBoundingClientRect().bottom <= window.innerHeight,
    )
  return new Promise((resolve) => {
    const painted = () => requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
    const observer = new MutationObserver(() => {
      if (!isThere()) return
      observer.disconnect()
      painted()
    })
    observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    if (isThere()) painted()
  })
}

async function withPatience(shown: Promise<number>, name: string): Promise<number> {
  const late = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`"${name}" was not shown within ${PATIENCE_MS / 1000} s`)
  })
  return await Promise.race([shown, late])
}

/** One pg_notify to one plain listener, ms. */
async function bareRoundTrip(url: string): Promise<() => Promise<number>> {
  const [sender, listener] = [new pg.Client(url), new pg.Client(url)]
  for (const client of [sender, listener]) {
    await client.connect()
    atEnd(() => client.end())
  }
  await listener.query('LISTEN bench')
  return async () => {
    const heard = new Promise<number>((resolve) => listener.once('notification', () => resolve(now())))
    const begun = now()
    await sender.query("SELECT pg_notify('bench', 'x')")
    return (await heard) - begun
  }
}
