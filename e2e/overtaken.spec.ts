import { choose, decide, openCase, reason, VERIFIED } from './support/review'
import { staff } from './support/staff'
import { expect, test } from './support/test'

/** The browser notes every refused answer in its console. */
const REFUSED = /status of 409/

test('of two people who decide one case one wins, and the other keeps what they typed', async ({
  as,
  community,
  expectMessage,
}) => {
  expectMessage(REFUSED)
  const group = await community.reportedGroup()
  const [lin, mara] = [await as('lin'), await as('mara')]
  await openCase(lin, group.name)
  await openCase(mara, group.name)
  await choose(lin, 'Suspend group')
  await reason(lin).fill('I was about to suspend it.')

  await decide(mara).getByRole('button', { name: 'Take over' }).click()
  const dialog = mara.getByRole('dialog', { name: 'Take this case over?' })
  await expect(dialog).toContainText(`${staff('lin').name} is working on it.`)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Urgent.')
  await dialog.getByRole('button', { name: 'Take over' }).click()
  await expect(decide(mara)).toContainText('You hold this case.')
  await expect(decide(lin)).toContainText('You no longer hold this case. What you typed is kept.')
  await expect(decide(lin)).toContainText(`${staff('mara').name} holds this case.`)
  await expect(reason(lin)).toHaveValue('I was about to suspend it.')

  await decide(mara).getByRole('radio', { name: 'No violation' }).check()
  await reason(mara).fill('A joke among friends.')
  await decide(mara).getByRole('button', { name: 'Close case' }).click()
  await expect(decide(mara)).toContainText('Closed without action')
  await expect(decide(lin)).toContainText('Closed without action')
  await expect(decide(lin)).toContainText('A joke among friends.')
  await expect(decide(lin)).toContainText('I was about to suspend it.')
  expect(await community.status(group)).toBe('normal')
})

test('of two people who act on one group one wins, and the other sees how it is now', async ({
  as,
  community,
  expectMessage,
}) => {
  expectMessage(REFUSED)
  const group = await community.reportedGroup()
  const [mara, jonas] = [await as('mara'), await as('jonas')]
  await mara.goto(`/groups/${group.id}`)
  await jonas.goto(`/groups/${group.id}`)
  await mara.getByRole('button', { name: 'Suspend…' }).click()
  await jonas.getByRole('button', { name: 'Dismiss…' }).click()
  await reason(mara).fill('Fraud.')
  await reason(jonas).fill('Fraud, and it is the third group.')
  await expect(mara.getByRole('dialog')).toContainText('What will happen')
  await expect(jonas.getByRole('dialog')).toContainText('5 people lose the group.')

  await mara.getByRole('dialog').getByRole('button', { name: 'Suspend group' }).click()
  await expect(mara.getByRole('article')).toContainText(VERIFIED)
  await jonas.getByRole('dialog').getByRole('button', { name: 'Dismiss group' }).click()
  await expect(jonas.getByRole('dialog').getByRole('alert')).toContainText(
    'Somebody acted on the group meanwhile.',
  )
  await expect(reason(jonas)).toHaveValue('Fraud, and it is the third group.')
  expect(await community.callsFor('/group/dismiss_group', group.id)).toBe(0)

  await test.step('on the newer state it can be done', async () => {
    await jonas.getByRole('dialog').getByRole('button', { name: 'Dismiss group' }).click()
    await expect(jonas.getByRole('dialog')).toBeHidden()
    await expect(jonas.getByRole('timer')).toBeVisible()
    await jonas.getByRole('button', { name: 'Undo' }).click()
    await expect(jonas.getByRole('article')).toContainText('Taken back in time')
    expect(await community.status(group)).toBe('muted')
  })
})
