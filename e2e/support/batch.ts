import { expect, type Page } from '@playwright/test'
import { reason } from './review'

/** The items of a batch, on its page. */
export const items = (page: Page) => page.getByRole('table', { name: 'Items' })

/** Waits for the plan of the batch on its page, runs it by the button `submit`, and waits for its end. */
export async function runBatch(page: Page, submit: string): Promise<void> {
  await page.getByRole('button', { name: 'Run…' }).click({ timeout: 30_000 })
  const dialog = page.getByRole('dialog', { name: 'Run this batch?' })
  await reason(page).fill('As agreed this morning.')
  await dialog.getByRole('button', { name: submit }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 40_000 })
}
