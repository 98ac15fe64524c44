import { expect, test } from './support/test'

test('an address that leads nowhere says so', async ({ as, expectMessage }) => {
  expectMessage(/status of 404/)
  const lin = await as('lin')
  for (const [path, title] of [
    ['/review/999999', 'No such case'],
    ['/review/abc', 'No such case'],
    ['/review/-1', 'No such case'],
    ['/review/99999999999999999999', 'No such case'],
    ['/groups/nope', 'No such group'],
    [`/groups/${'x'.repeat(300)}`, 'No such group'],
    ['/groups/%00', 'No such group'],
    ['/groups/%E6%97%A0', 'No such group'],
    ['/no-such-page', 'Nothing here'],
    ['/review/1/more', 'Nothing here'],
  ] as const) {
    await test.step(path.slice(0, 40), async () => {
      await lin.goto(path)
      await expect(lin.getByText(title)).toBeVisible()
      await expect(lin.getByText('This page could not be shown')).toHaveCount(0)
    })
  }
})

test('filters of the address that cannot be used are left out', async ({ as }) => {
  const mara = await as('mara')
  await mara.goto('/review?state=gone&sort=sideways&reason=%00&claim=')
  await expect(mara.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()
  await expect(mara.getByRole('combobox', { name: 'Order' })).toHaveValue('urgent')
  await mara.goto('/groups?status=purple&q=%20&sort=1')
  await expect(mara.getByRole('table', { name: 'Groups' })).toBeVisible()
  await mara.goto('/audit?row=not-a-uuid&action=nothing')
  await expect(mara.getByText('No row fits these filters')).toBeVisible()
})
