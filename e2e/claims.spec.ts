import { choose, decide, openCase, queue, reason } from './support/review'
import { staff } from './support/staff'
import { expect, test } from './support/test'

test('touching the form claims a case, and releasing it frees it for others', async ({ as, community }) => {
  const group = await community.reportedGroup(5, { reason: 'hate' })
  const [lin, ada] = [await as('lin'), await as('ada')]
  await openCase(lin, group.name)
  await openCase(ada, group.name, '/review?kind=group&reason=hate')
  await expect(decide(lin)).toContainText('Nobody holds this case.')

  await decide(lin).getByRole('radio', { name: 'No violation' }).check()
  await reason(lin).fill('Let me look at this')
  await expect(decide(lin)).toContainText('You hold this case.')
  await expect(decide(ada)).toContainText(`${staff('lin').name} holds this case.`)
  await expect(decide(ada).getByRole('button', { name: 'Take over' })).toHaveCount(0)
  await ada.getByRole('combobox', { name: 'Held by' }).selectOption('Nobody')
  await expect(queue(ada).getByRole('link', { name: group.name })).toHaveCount(0)

  await decide(lin).getByRole('button', { name: 'Release' }).click()
  await expect(decide(ada)).toContainText('Nobody holds this case.')
  await expect(queue(ada).getByRole('link', { name: group.name })).toBeVisible()
  await decide(ada).getByRole('button', { name: 'Claim' }).click()
  await expect(decide(ada)).toContainText('You hold this case.')
  await expect(decide(lin)).toContainText(`${staff('ada').name} holds this case.`)
})

test('what somebody typed before they lost a case is there when they come back', async ({
  as,
  community,
}) => {
  const group = await community.reportedGroup()
  const [lin, mara] = [await as('lin'), await as('mara')]
  await openCase(lin, group.name)
  await openCase(mara, group.name)
  await choose(lin, 'Suspend group')
  await reason(lin).fill('Three people said the same')
  await decide(mara).getByRole('button', { name: 'Take over' }).click()
  const dialog = mara.getByRole('dialog', { name: 'Take this case over?' })
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Lin is at lunch.')
  await dialog.getByRole('button', { name: 'Take over' }).click()
  await expect(decide(lin)).toContainText('You no longer hold this case. What you typed is kept.')

  await decide(mara).getByRole('button', { name: 'Release' }).click()
  await expect(decide(lin)).toContainText('Nobody holds this case.')
  await lin.reload()
  await expect(reason(lin)).toHaveValue('Three people said the same')
})
