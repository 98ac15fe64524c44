import { expectNoSidewaysScroll, expectNoViolations } from './support/looks'
import { expect, test } from './support/test'

test('owners set what follows a decision', async ({ as, community, expectMessage }) => {
  // An account that OpenIM does not know.
  expectMessage(/status of 400/)
  const account = `notices_${Date.now()}`
  await community.openim.notificationAccounts.add(
    { id: account, nickname: 'Moderation' },
    { operationId: 'e2e' },
  )
  const jonas = await as('jonas')
  await jonas.goto('/settings/decisions')
  const [id, days] = [
    jonas.getByRole('textbox', { name: 'Notification account' }),
    jonas.getByRole('textbox', { name: 'Days in which somebody can appeal' }),
  ]
  const save = jonas.getByRole('button', { name: 'Save' })
  await expectNoViolations(jonas, 'what follows a decision')
  await expectNoSidewaysScroll(jonas)

  await id.fill('nobody_at_all')
  await save.click()
  await expect(id).toHaveAccessibleDescription(/no notification account of this id/)

  await id.fill(account)
  await days.fill('400')
  await save.click()
  await expect(days).toHaveAccessibleDescription(/1 to 365/)
  await days.fill('14')
  await save.click()
  await expect(jonas.getByText('Saved')).toBeVisible()
  await jonas.reload()
  await expect(id).toHaveValue(account)
  await expect(days).toHaveValue('14')

  const mara = await as('mara')
  await mara.goto('/settings/decisions')
  await expect(mara.getByText('Only owners change this.')).toBeVisible()
  await expect(mara.getByRole('button', { name: 'Save' })).toHaveCount(0)

  await id.fill('')
  await save.click()
  await expect(id).toHaveValue('')
})
