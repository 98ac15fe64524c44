import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { appCopy } from './app-copy'
import { demoSession } from './demo-session'
import { type Figure, limitedByValue, note, quantile } from './figure'
import { makeGroups, openimOf, report } from './reported-groups'
import { openReview } from './review-page'
import { startSystem } from './system'

const CASES = 70
const WARM_UP = 10
const LIMIT_MS = 150

/**
 * From the stroke that closes a case and takes the next one until that is fully drawn, in Chromium, 95th percentile:
 * its name, why it was reported, the evidence, what can be decided. Baseline: the part of it that the two requests take,
 * as the browser sees them.
 */
export async function next(): Promise<Figure[]> {
  const system = await startSystem(appCopy())
  const { groups, tokens } = await makeGroups(openimOf(system), CASES)
  for (const [at, group] of groups.entries())
    await report(system.url, tokens[at % tokens.length] ?? '', group.id)
  const page = await openReview(system.url, await demoSession(system.url, 'lin@demo.local'), 900)
  await page.keyboard.press('n')
  await page.locator('#case-title').waitFor()
  const times: number[] = []
  const requests: number[] = []
  for (let at = 0; at < CASES - 2; at++) {
    const { drawn, asked } = await decideAndGoOn(page)
    // What comes after: the queue and counts are read again, as in a day's work.
    await sleep(100 + Math.random() * 200)
    if (at < WARM_UP) continue
    times.push(drawn)
    requests.push(asked)
  }
  const spread = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(0)).join(' / ')
  note(`  stroke → drawn: ${spread} ms (median / p95 / worst)`)
  const [value, baseline] = [quantile(times, 0.95), quantile(requests, 0.95)]
  return [limitedByValue({ name: 'next', value, unit: 'ms', baseline, limit: LIMIT_MS })]
}

/** No violation, with a reason, and on to the next: what a moderator does with a report of nothing. */
async function decideAndGoOn(page: Page): Promise<{ drawn: number; asked: number }> {
  await page.keyboard.press('x')
  const reason = page.getByRole('textbox', { name: 'Reason' })
  await reason.fill('It was only a measurement.')
  // The claim is there before a person has read the first line.
  await page.getByText('You hold this case.').waitFor()
  const drawn = page.evaluate(whenDrawn)
  await page.keyboard.press('ControlOrMeta+Shift+Enter')
  return await drawn
}

/** Runs in the page: the time from the stroke until another case is painted, and what of it the requests took, ms. */
function whenDrawn(): Promise<{ drawn: number; asked: number }> {
  const number = () => document.querySelector('#case-title + code')?.textContent ?? ''
  const before = number()
  const isDrawn = () =>
    number() !== '' &&
    number() !== before &&
    document.querySelector('#decide input[type=radio], #decide input[type=checkbox]') !== null &&
    document.querySelector('article section') !== null
  return new Promise((resolve) => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return
      window.removeEventListener('keydown', pressed, true)
      performance.clearResourceTimings()
      const begun = performance.now()
      const painted = () =>
        requestAnimationFrame(() => {
          const drawn = performance.now() - begun
          const asked = performance
            .getEntriesByType('resource')
            .filter((one) => one.startTime >= begun && /cases[.](decide|next)/.test(one.name))
            .reduce((longest, one) => Math.max(longest, one.duration), 0)
          resolve({ drawn, asked })
        })
      const observer = new MutationObserver(() => {
        if (!isDrawn()) return
        observer.disconnect()
        painted()
      })
      observer.observe(document.body, { childList: true, subtree: true, characterData: true })
    }
    window.addEventListener('keydown', pressed, true)
  })
}
