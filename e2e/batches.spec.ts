import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { Group } from './support/community'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { awake, reason } from './support/review'
import { expect, test } from './support/test'

const prepared = z.object({ result: z.object({ data: z.object({ batchId: z.string() }) }) })
const numbered = z.object({ result: z.object({ data: z.object({ number: z.number() }) }) })

/** Begins planning a suspension of groups, as the list of groups does; returns the batch's number. */
async function prepare(page: Page, groups: readonly Group[]): Promise<number> {
  const data = { action: 'group.suspend', subjectIds: groups.map(({ id }) => id) }
  const made = await page.request.post('/api/trpc/batches.prepare', { data })
  const { batchId } = prepared.parse(await made.json()).result.data
  const input = encodeURIComponent(JSON.stringify({ batchId }))
  const read = await page.request.get(`/api/trpc/batches.get?input=${input}`)
  return numbered.parse(await read.json()).result.data.number
}

const items = (page: Page) => page.getByRole('table', { name: 'Items' })

async function run(page: Page, submit: string): Promise<void> {
  await page.getByRole('button', { name: 'Run…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run this batch?' })
  await reason(page).fill('One ring of sellers.')
  await dialog.getByRole('button', { name: submit }).click()
  await expect(dialog).toBeHidden()
}

test('a batch is planned, run, saved as a table and taken back', async ({ as, community }) => {
  const groups = [await community.group(3), await community.group(4), await community.group(5)]
  const gone = await community.group(3)
  await community.openim.groups.dismiss(gone.id, { operationId: 'e2e' })
  const lin = await as('lin')
  const number = await prepare(lin, [...groups, gone])

  await test.step('the plan says to how many, and what is left out', async () => {
    await lin.goto('/groups')
    await awake(lin)
    await lin.keyboard.press('g')
    await lin.keyboard.press('l')
    await expect(lin).toHaveURL(/\/ledger$/)
    await lin.getByRole('link', { name: 'Batches' }).click()
    await lin.getByRole('link', { name: `Batch ${number}`, exact: true }).click()
    await expect(lin.getByRole('heading', { level: 1, name: `Batch ${number}` })).toBeVisible()
    await expect(lin.getByText('3 groups')).toBeVisible()
    await expect(lin.getByText('12 people are touched')).toBeVisible()
    await expect(lin.getByText('1 is left out')).toBeVisible()
    await lin.getByRole('combobox', { name: 'Result' }).selectOption({ label: 'Left out · 1' })
    await expect(items(lin).getByRole('row')).toHaveCount(2)
    await expect(items(lin)).toContainText(gone.name)
    await lin.getByRole('combobox', { name: 'Result' }).selectOption({ label: 'Every result' })
    await expect(items(lin).getByRole('row')).toHaveCount(5)
    for (const group of groups) expect(await community.status(group)).toBe('normal')
  })

  await test.step('it runs, and each item says how it ended', async () => {
    await run(lin, 'Suspend group, 3 items')
    await expect(lin.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
    await expect(items(lin).getByRole('link', { name: 'Verified' })).toHaveCount(3)
    for (const group of groups) expect(await community.status(group)).toBe('muted')
  })

  await test.step('its results are saved as a table', async () => {
    const download = lin.waitForEvent('download')
    await lin.getByRole('link', { name: 'Save as CSV' }).click()
    const text = readFileSync(await (await download).path(), 'utf8')
    expect(text.split('\r\n')[0]).toBe('\uFEFFn,kind,id,name,people,result,why,action_id')
    expect(text).toContain(`${groups[0]?.id},${groups[0]?.name},3,verified,verified`)
    expect(text).toContain('left_out,dismissed_group')
  })

  await test.step('one action tells how it went', async () => {
    await items(lin).getByRole('link', { name: 'Verified' }).first().click()
    await expect(lin.getByRole('heading', { level: 1, name: /Suspend group/ })).toBeVisible()
    await expect(lin.getByText('Asked OpenIM: Muting members')).toBeVisible()
    await expect(lin.getByText('Read back: OpenIM shows the effect.')).toBeVisible()
    await expectNoViolations(lin, 'action', undefined)
    await lin.getByRole('link', { name: `Batch ${number}` }).click()
  })

  await test.step('it is taken back as a batch of its own', async () => {
    await lin.getByRole('button', { name: 'Take back…' }).click()
    await lin.getByRole('dialog').getByRole('button', { name: 'Plan it' }).click()
    await expect(lin.getByText(`Takes back batch ${number}`)).toBeVisible()
    await expect(lin.getByText('3 groups')).toBeVisible()
    await run(lin, 'Lift suspension, 3 items')
    await expect(items(lin).getByRole('link', { name: 'Verified' })).toHaveCount(3, { timeout: 30_000 })
    for (const group of groups) expect(await community.status(group)).toBe('normal')
    await expectNoViolations(lin, 'batch', undefined)
  })

  await test.step('the ledger lists what was done', async () => {
    await lin.goto(`/ledger?group=${groups[0]?.id}`)
    await awake(lin)
    const rows = lin.getByRole('table', { name: 'Ledger' }).getByRole('row')
    await expect(rows).toHaveCount(3)
    await expect(rows.nth(1)).toContainText('Lift suspension')
    await lin.getByRole('combobox', { name: 'What' }).selectOption('Suspend group')
    await expect(rows).toHaveCount(2)
    await expect(lin).toHaveURL(/action=group.suspend/)
    await lin.getByRole('link', { name: 'Clear' }).click()
    await expect(lin).toHaveURL(/\/ledger$/)
    await expectNoViolations(lin, 'ledger', undefined)
  })
})

test('a batch that waits for OpenIM is stopped, and what was not begun never is', async ({
  as,
  community,
}) => {
  const groups: Group[] = []
  while (groups.length < 12) groups.push(await community.group(2))
  const lin = await as('lin')
  const number = await prepare(lin, groups)
  await lin.goto(`/ledger/batches/${number}`)
  await expect(lin.getByText('12 groups')).toBeVisible()
  await community.setDown(true)
  try {
    await run(lin, 'Suspend group, 12 items')
    await lin.getByRole('button', { name: 'Stop…' }).click()
    await lin.getByRole('dialog').getByRole('button', { name: 'Stop' }).click()
    await expect(lin.getByRole('dialog')).toBeHidden()
  } finally {
    await community.setDown(false)
  }
  await expect(lin.getByText('Stopped', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
  // What had been sent by then ends by itself; nothing else was begun.
  const rows = items(lin).getByRole('row')
  await expect(rows.filter({ hasText: /Never begun|Taken back|Verified/ })).toHaveCount(12)
  await expect(rows.filter({ hasText: /Never begun|Taken back/ })).not.toHaveCount(0)
  for (const group of groups) {
    const verified = (await rows.filter({ hasText: group.name }).getByText('Verified').count()) > 0
    expect(await community.status(group)).toBe(verified ? 'muted' : 'normal')
  }
})

test('the pages of the ledger fit a phone', async ({ as, community }) => {
  const groups = [await community.group(3, { name: `مجموعة 🏃 with a very long name ${Date.now()}` })]
  const lin = await as('lin', PHONE)
  const number = await prepare(lin, groups)
  for (const path of ['', '/batches', `/batches/${number}`, '/approvals', '/snapshots']) {
    await lin.goto(`/ledger${path}`)
    await expect(lin.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSidewaysScroll(lin)
  }
})
