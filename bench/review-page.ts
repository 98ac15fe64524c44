import { chromium, type Page } from '@playwright/test'
import { e2e } from '@/server/testing/e2e'
import { browserCookies } from './browser-cookies'
import { atEnd } from './cleanup'

/** The queue in a browser of its own, once its rows and its live updates are there. `height` in CSS pixels. */
export async function openReview(url: string, cookie: string, height: number): Promise<Page> {
  const browser = await chromium.launch({ executablePath: e2e.chromium, args: [...e2e.chromiumArgs] })
  atEnd(() => browser.close())
  const context = await browser.newContext({ viewport: { width: 1440, height } })
  await context.addCookies(browserCookies(url, cookie))
  const page = await context.newPage()
  // The compiler of this file marks functions by a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named')
  // The stream of live updates is opened after the page can be used.
  await Promise.all([
    page.waitForRequest((request) => request.url().includes('live.events')),
    page.goto(`${url}/review`),
    page.locator('a[data-row]').first().waitFor(),
  ])
  return page
}
