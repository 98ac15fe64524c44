import { type BrowserContext, expect } from '@playwright/test'

/** What browsers complained about during one test. */
export type Watch = {
  /** Listens to every page of a browser, those opened later included. */
  follow: (context: BrowserContext) => void
  /** Lets pass what a test provokes. */
  expectMessage: (pattern: RegExp) => void
  /** @throws when there was any other complaint */
  settle: () => void
}

/**
 * Collects errors of the console (violations of the content security policy and answers that failed are among them)
 * and exceptions nobody caught.
 */
export function watchBrowsers(): Watch {
  const found: string[] = []
  const expected: RegExp[] = []
  return {
    follow(context) {
      context.on('console', (message) => {
        if (message.type() === 'error') found.push(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (error) => found.push(`${error.error().stack ?? error.error()}`))
    },
    expectMessage: (pattern) => expected.push(pattern),
    settle() {
      const unexpected = found.filter((text) => !expected.some((pattern) => pattern.test(text)))
      expect(unexpected, 'nothing in the browser console').toEqual([])
    },
  }
}
