import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { awake, reason } from './support/review'
import { expect, test } from './support/test'

const dialog = (page: Page) => page.getByRole('dialog')
const bar = (page: Page) => page.getByRole('region', { name: 'Chosen groups' })
const items = (page: Page) => page.getByRole('table', { name: 'Items' })
/** More than one page of the list. */
const MANY = 57

test('all groups that match are suspended, and the batch is taken back', async ({ as, community }) => {
  test.setTimeout(180_000)
  const run = `Bulk${Date.now()}`
  const groups = []
  for (let n = 0; n < MANY; n += 1) groups.push(await community.group(2, { name: `${run} flats ${n}` }))
  const other = await community.group(2, { name: `Not of ${run.slice(0, 6)}` })
  const lin = await as('lin')
  // The index meets a group when somebody looks at it.
  for (const { id } of [...groups, other]) {
    await lin.request.get(
      `/api/trpc/groups.live?input=${encodeURIComponent(JSON.stringify({ groupId: id }))}`,
    )
  }
  await lin.goto(`/groups?q=${run}`)
  await awake(lin)
  await lin.getByLabel('Choose all loaded groups').check()
  await expect(bar(lin)).toContainText('50 groups')
  await expectNoViolations(lin, 'chosen groups')
  await lin.getByRole('button', { name: `Choose all that match: ${MANY} groups` }).click()
  await expect(bar(lin)).toContainText(`${MANY} groups`)
  await bar(lin).getByRole('button', { name: 'Suspend…' }).click()
  await expect(dialog(lin)).toContainText('Nothing changes until you have seen that plan and run it.')
  await dialog(lin).getByRole('combobox', { name: 'Ends' }).selectOption('in 7 days')
  await dialog(lin).getByRole('button', { name: 'Work out the plan' }).click()
  await expect(lin).toHaveURL(/\/ledger\/batches\/\d+$/)
  await expect(lin.getByText(`${MANY} groups`)).toBeVisible({ timeout: 30_000 })

  await lin.getByRole('button', { name: 'Run…' }).click()
  await reason(lin).fill('One ring of sellers.')
  await dialog(lin)
    .getByRole('button', { name: `Suspend group, ${MANY} items` })
    .click()
  await expect(lin.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  for (const group of groups) expect(await community.status(group)).toBe('muted')
  expect(await community.status(other)).toBe('normal')

  await lin.getByRole('button', { name: 'Take back…' }).click()
  await dialog(lin).getByRole('button', { name: 'Plan it' }).click()
  await expect(lin.getByText(`${MANY} groups`)).toBeVisible({ timeout: 30_000 })
  await lin.getByRole('button', { name: 'Run…' }).click()
  await reason(lin).fill('They were the right ones after all.')
  await dialog(lin)
    .getByRole('button', { name: `Lift suspension, ${MANY} items` })
    .click()
  await expect(lin.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
  await expect(items(lin)).toBeVisible()
  for (const group of groups) expect(await community.status(group)).toBe('normal')
})

test('chosen groups get tags and a category, are filtered by them and saved as a table', {
  tag: '@full',
}, async ({ as, community }) => {
  const run = `Tagged${Date.now()}`
  const groups = [
    await community.group(2, { name: `=${run}` }),
    await community.group(3, { name: `${run} 北京` }),
  ]
  const mara = await as('mara')
  for (const { id } of groups) await mara.goto(`/groups/${id}`)
  await mara.goto(`/groups?q=${run}`)
  await awake(mara)
  await mara.getByLabel('Choose all loaded groups').check()
  await bar(mara).getByRole('button', { name: 'Set tags…' }).click()
  await dialog(mara).getByLabel('Add').fill(`${run.toLowerCase()}, watch`)
  await dialog(mara).getByRole('button', { name: 'Set tags' }).click()
  await expect(dialog(mara)).toContainText('2 groups changed.')
  await dialog(mara).getByRole('button', { name: 'Close' }).click()
  await mara.getByLabel(`Choose =${run}`).check()
  await bar(mara).getByRole('button', { name: 'Set category…' }).click()
  await dialog(mara).getByLabel('Category').fill(run)
  await dialog(mara).getByRole('button', { name: 'Set category' }).click()
  await dialog(mara).getByRole('button', { name: 'Close' }).click()

  await mara.goto('/groups')
  await awake(mara)
  await mara.getByRole('combobox', { name: 'Category' }).selectOption(run)
  const names = mara.getByRole('table', { name: 'Groups' }).getByRole('link')
  await expect(names).toHaveText([`=${run}`])
  await mara.goto(`/groups?tags=${run.toLowerCase()}&sort=name`)
  await expect(names).toHaveCount(2)
  const download = mara.waitForEvent('download')
  await mara.getByRole('link', { name: 'Export CSV' }).click()
  const lines = readFileSync(await (await download).path(), 'utf8')
    .trim()
    .split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines.some((line) => line.includes(`,'=${run},`))).toBe(true)
  const sofia = await as('sofia')
  await sofia.goto('/groups')
  await expect(sofia.getByRole('link', { name: 'Export CSV' })).toHaveCount(0)
  await expect(sofia.getByRole('checkbox')).toHaveCount(0)
})

test('the list of groups fits a phone, also while groups are chosen', async ({ as }) => {
  const lin = await as('lin', PHONE)
  await lin.goto('/groups')
  await awake(lin)
  await expectNoSidewaysScroll(lin)
  await lin.getByRole('table', { name: 'Groups' }).getByRole('checkbox').nth(1).check()
  await expect(bar(lin)).toBeVisible()
  await expectNoSidewaysScroll(lin)
})
