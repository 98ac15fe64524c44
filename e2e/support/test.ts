import { type BrowserContext, type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import { type Community, openCommunity } from './community'
import { type Staff, signIn } from './staff'
import { type Watch, watchBrowsers } from './watch'

type Cookies = Exclude<BrowserContextOptions['storageState'], string | undefined>

type PerTest = {
  watch: Watch
  /** Opens a browser of its own in which somebody is signed in. */
  as: (who: Staff, options?: BrowserContextOptions) => Promise<Page>
  /** Lets errors in the browser's console pass that the test itself provokes. */
  expectMessage: Watch['expectMessage']
}

type PerRun = {
  /** The people in the chat. */
  community: Community
  /** The cookies of somebody's one session in this run. */
  sessionOf: (who: Staff) => Promise<Cookies>
}

/** Every test fails when a page it opened wrote an error into the console. */
export const test = base.extend<PerTest, PerRun>({
  watch: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from the first parameter.
    async ({}, use) => {
      const watch = watchBrowsers()
      await use(watch)
      watch.settle()
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    watch.follow(context)
    await use(context)
  },
  expectMessage: async ({ watch }, use) => use(watch.expectMessage),
  as: async ({ browser, watch, sessionOf, contextOptions, baseURL, viewport, locale, timezoneId }, use) => {
    const common = { ...contextOptions, baseURL, viewport, locale, timezoneId }
    const opened: BrowserContext[] = []
    await use(async (who, options) => {
      const storageState = await sessionOf(who)
      const context = await browser.newContext({ ...common, storageState, ...options })
      opened.push(context)
      watch.follow(context)
      return await context.newPage()
    })
    await Promise.all(opened.map((context) => context.close()))
  },
  sessionOf: [
    async ({ playwright }, use, { project }) => {
      const made = new Map<Staff, Promise<Cookies>>()
      const enter = async (who: Staff) => {
        const request = await playwright.request.newContext({ baseURL: project.use.baseURL })
        await signIn(request, who)
        const cookies = await request.storageState()
        await request.dispose()
        return cookies
      }
      await use((who) => {
        const session = made.get(who) ?? enter(who)
        made.set(who, session)
        return session
      })
    },
    { scope: 'worker' },
  ],
  community: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => use(openCommunity()),
    { scope: 'worker' },
  ],
})

export { expect } from '@playwright/test'
