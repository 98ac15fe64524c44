import { reason } from './support/review'
import { expect, test } from './support/test'

const options = { operationId: 'e2e' }

test('what was changed behind our back shows up, and is put right or accepted by one key', async ({
  as,
  community,
}) => {
  const group = await community.reportedGroup(4)
  const mara = await as('mara')
  await mara.goto(`/groups/${group.id}`)
  await mara.getByRole('button', { name: 'Suspend…' }).click()
  await reason(mara).fill('Somebody sells there.')
  await mara
    .getByRole('dialog')
    .getByRole('button', { name: /^Suspend group/ })
    .click()
  await expect.poll(() => community.status(group), { timeout: 20_000 }).toBe('muted')

  const other = group.memberIds.find((id) => id !== group.ownerId) ?? ''
  const rows = mara.getByRole('table', { name: 'Drift' }).getByRole('row')
  const row = rows.filter({ hasText: group.name })

  await test.step('an undone suspension is applied again by itself', async () => {
    await community.openim.groups.unmute(group.id, options)
    await expect.poll(() => community.status(group), { timeout: 20_000 }).toBe('muted')
    await mara.goto('/ledger/drift?which=over')
    await expect(row.filter({ hasText: 'Put right by Steward' })).toBeVisible()
  })

  await test.step('a new owner waits for somebody', async () => {
    await community.openim.groups.transfer(group.id, group.ownerId, other, options)
    await mara.goto('/ledger/drift')
    await expect(row).toContainText('Owned by somebody else', { timeout: 20_000 })
    await expect(row).toHaveCount(1)
  })

  await test.step('the key a asks why it is accepted', async () => {
    await row.getByRole('button', { name: 'Accept…' }).click()
    const dialog = mara.getByRole('dialog', { name: 'Accept what OpenIM shows?' })
    await mara.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await mara.keyboard.press('a')
    await expect(dialog).toBeVisible()
    await reason(mara).fill('The owner asked for it.')
    await dialog.getByRole('button', { name: 'Accept it' }).click()
    await expect(dialog).toBeHidden()
    await expect(row).toHaveCount(0)
    await mara.goto('/ledger/drift?which=over')
    await expect(row.filter({ hasText: 'Accepted' })).toBeVisible()
  })
})
