import { expect, type Page } from '@playwright/test'

/** The list of cases. */
export const queue = (page: Page) => page.getByRole('region', { name: 'Queue' })

/** The pane in which a case is decided, and which then tells what became of it. */
export const decide = (page: Page) => page.getByRole('complementary', { name: 'Decide' })

/** Opens a case out of the queue by the name of its subject. The newest come first, however many there are. */
export async function openCase(page: Page, name: string, list = '/review?sort=newest'): Promise<void> {
  await page.goto(list)
  await queue(page).getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Chooses a decision and waits for its consequences. */
export async function choose(page: Page, choice: 'Suspend group' | 'Dismiss group'): Promise<void> {
  await decide(page).getByRole('checkbox', { name: choice }).check()
  await expect(decide(page).getByText('What will happen')).toBeVisible()
}

/**
 * Resolves once the page answers to keys: what the server wrote is on the screen before that. A press on a button is
 * kept by the page until it can answer it.
 */
export async function awake(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account and settings' }).click()
  const menu = page.getByRole('dialog', { name: 'Account and settings' })
  await expect(menu).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
}

export const reason = (page: Page) => page.getByRole('textbox', { name: 'Reason' })

/** One action with how it went, on the page of a case or of a group. */
export const card = (page: Page, action: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name: action, exact: true }) })

/** How an action that OpenIM was seen to show is told: with the time. */
export const VERIFIED = /Verified\s*\d\d:\d\d:\d\d/
