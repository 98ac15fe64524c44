import { awake, decide, openCase, reason } from './support/review'
import { staff } from './support/staff'
import { expect, test } from './support/test'

test('the audit tells who did what, why, and what it changed', async ({ as, community }) => {
  const group = await community.reportedGroup()
  const lin = await as('lin')
  await openCase(lin, group.name)
  await decide(lin).getByRole('radio', { name: 'No violation' }).check()
  await reason(lin).fill('Two people quarrel about a bill.')
  await decide(lin).getByRole('button', { name: 'Close case' }).click()
  await expect(decide(lin)).toContainText('Closed without action')

  const yuki = await as('yuki')
  await yuki.goto('/audit')
  await awake(yuki)
  const table = yuki.getByRole('table', { name: 'Audit' })
  const row = yuki.getByRole('complementary')

  await test.step('filtered by what was done', async () => {
    await yuki.getByRole('combobox', { name: 'What' }).selectOption('Case closed without action')
    await expect(yuki).toHaveURL(/action=case.dismissed/)
    await expect(table.getByRole('link').first()).toHaveText('Case closed without action')
    const links = await table.getByRole('link').allTextContents()
    expect(new Set(links)).toEqual(new Set(['Case closed without action']))
  })

  await test.step('a row opens', async () => {
    await table.getByRole('link').first().click()
    await expect(row).toContainText(staff('lin').name)
    await expect(row).toContainText('Two people quarrel about a bill.')
    await expect(row).toContainText(group.name)
    await expect(row.getByRole('table')).toContainText('closed')
    await yuki.reload()
    await expect(row).toContainText('Two people quarrel about a bill.')
  })

  await test.step('all about one subject', async () => {
    await row.getByRole('link', { name: 'All about this' }).click()
    await expect(table).toContainText('Report received')
    await expect(table).toContainText('Case closed without action')
    await expect(table.getByRole('row').filter({ hasNotText: group.id })).toHaveCount(1)
  })

  await test.step('by one person', async () => {
    await yuki.goto('/audit')
    await table.getByRole('link').first().click()
    await row.getByRole('link', { name: 'Close' }).click()
    await expect(row).toBeHidden()
    await yuki.getByRole('textbox', { name: 'Who: id' }).fill('nobody-has-this-id')
    await yuki.getByRole('button', { name: 'Filter' }).click()
    await expect(yuki.getByText('No row fits these filters')).toBeVisible()
    await yuki.getByRole('link', { name: 'Clear' }).click()
    await expect(table.getByRole('row').nth(1)).toBeVisible()
  })
})
