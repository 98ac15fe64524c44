import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { query } from './procedures'

const ROUNDS = 20
const PATIENCE_MS = 10_000

type Screen = { page: Page; cookie: string; name: string }

const numbers = z.object({ items: z.array(z.object({ number: z.number() })) })

/**
 * Somebody opens a case that somebody else has open: from their press until each reads the other's name on their own
 * screen, the later of the two, ms. Both pages are open; the case is left again after each round.
 */
export async function whoLooks(url: string, here: Screen, comer: Screen): Promise<number[]> {
  const { items } = await query(url, here.cookie, 'cases.list', {}, numbers)
  const [both, other] = items.map(({ number }) => number)
  if (both === undefined || other === undefined) throw new Error('two open cases are needed')
  await here.page.goto(`${url}/review/${both}`)
  await comer.page.goto(`${url}/review/${other}`)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const seen = [here.page.evaluate(whenNamed, comer.name), comer.page.evaluate(whenNamed, here.name)]
    const pressedAt = await comer.page.evaluate(press, both)
    const shownAt = await Promise.race([Promise.all(seen), patience()])
    times.push(Math.max(...shownAt) - pressedAt)
    await comer.page.evaluate(press, other)
    await Promise.all([
      here.page.waitForFunction(isUnnamed, comer.name),
      comer.page.waitForFunction(isUnnamed, here.name),
    ])
    await sleep(Math.random() * 100)
  }
  return times
}

async function patience(): Promise<never> {
  await sleep(PATIENCE_MS, undefined, { ref: false })
  throw new Error(`who looks at a case was not shown within ${PATIENCE_MS / 1000} s`)
}

/** Runs in the page: opens a case of the queue, and says when, as Unix ms. */
function press(number: number): number {
  const at = performance.timeOrigin + performance.now()
  document.querySelector<HTMLElement>(`a[href="/review/${number}"]`)?.click()
  return at
}

/** Runs in the page. */
const isUnnamed = (name: string) =>
  [...document.querySelectorAll('[role=status]')].every((el) => !el.textContent?.includes(name))

/** Runs in the page: when somebody's name was painted among those who look, as Unix ms. */
function whenNamed(name: string): Promise<number> {
  const isThere = () =>
    [...document.querySelectorAll('[role=status]')].some((el) => el.textContent?.includes(name))
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
