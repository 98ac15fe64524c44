import type { Page } from '@playwright/test'
import { expectNoViolations } from './support/looks'
import { awake, decide, openCase, queue, reason } from './support/review'
import { staff } from './support/staff'
import { expect, test } from './support/test'

const menu = (page: Page) => page.getByRole('dialog', { name: 'More about this case' })
const notes = (page: Page) => page.getByRole('region', { name: 'Notes' })

async function tool(page: Page, name: string) {
  await page.getByRole('button', { name: 'More about this case' }).click()
  await menu(page).getByRole('button', { name }).click()
}

test('two who look at one case see each other, and no longer when one leaves', async ({ as, community }) => {
  const group = await community.reportedGroup()
  const [lin, ada] = [await as('lin'), await as('ada')]
  await openCase(lin, group.name)
  await openCase(ada, group.name)
  await expect(lin.getByText(`Also looking at this case: ${staff('ada').name}`)).toBeVisible()
  await expect(ada.getByText(`Also looking at this case: ${staff('lin').name}`)).toBeVisible()
  await ada.goto('/groups')
  await expect(lin.getByText('Also looking at this case')).toBeHidden()
})

test('a colleague is asked and answers, and the claim stays where it was', async ({ as, community }) => {
  const group = await community.reportedGroup()
  const [lin, ada] = [await as('lin'), await as('ada')]
  await openCase(lin, group.name)
  await awake(lin)
  await lin.keyboard.press('c')
  await expect(decide(lin)).toContainText('You hold this case.')
  await lin.keyboard.press('m')
  await notes(lin).getByRole('textbox').fill('Is this slang?')
  await notes(lin)
    .getByRole('combobox', { name: 'Ask a colleague' })
    .selectOption(`Ask ${staff('ada').name}`)
  await notes(lin).getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(notes(lin)).toContainText('Is this slang?')

  await ada.goto('/groups')
  const bell = ada.getByRole('button', { name: /^Inbox, \d+ unread$/ })
  await expect(bell).toBeVisible()
  await awake(ada)
  await ada.keyboard.press('g')
  await ada.keyboard.press('m')
  const inbox = ada.getByRole('dialog', { name: 'Inbox' })
  const asked = inbox
    .getByRole('link', { name: `unread ${staff('lin').name} asks you` })
    .filter({ hasText: group.name })
  await expect(asked).toBeFocused()
  await expectNoViolations(ada, 'the inbox')
  await ada.keyboard.press('Enter')
  await expect(notes(ada)).toContainText('Is this slang?')
  await ada.getByRole('button', { name: /^Inbox/ }).click()
  await expect(inbox.getByRole('link').filter({ hasText: group.name })).not.toContainText('unread')
  await ada.keyboard.press('Escape')
  await notes(ada).getByRole('button', { name: 'Answer' }).first().click()
  await notes(ada).getByRole('textbox').fill('Yes, and harmless.')
  await notes(ada).getByRole('button', { name: 'Answer', exact: true }).last().click()
  await expect(notes(lin)).toContainText('Yes, and harmless.')
  await expect(decide(lin)).toContainText('You hold this case.')
})

test('n takes the next case; s skips it and goes on', async ({ as, community }) => {
  for (const name of ['Next one', 'Next two']) await community.reportedGroup(5, { name })
  const lin = await as('lin')
  await lin.goto('/review')
  await awake(lin)
  const title = lin.locator('#case-title')
  await lin.keyboard.press('n')
  await expect(decide(lin)).toContainText('You hold this case.')
  const first = new URL(lin.url()).pathname
  await lin.keyboard.press('s')
  await expect(lin).not.toHaveURL(new RegExp(`${first}$`))
  await expect(decide(lin)).toContainText('You hold this case.')
  await expect(title).toBeVisible()
  await lin.reload()
  await expect(decide(lin)).toContainText('You hold this case.')
  await lin.goBack()
  await expect(decide(lin)).toContainText('Nobody holds this case.')
})

test('a case is snoozed and brought back', async ({ as, community }) => {
  const group = await community.reportedGroup()
  const lin = await as('lin')
  await openCase(lin, group.name)
  await awake(lin)
  await lin.keyboard.press('z')
  const dialog = lin.getByRole('dialog', { name: 'Snooze' })
  await dialog.getByRole('radio', { name: 'Tomorrow morning' }).check()
  await dialog.getByRole('button', { name: 'Snooze' }).click()
  await expect(dialog).toBeHidden()
  await expect(queue(lin).getByRole('link', { name: group.name })).toHaveCount(0)
  await tool(lin, 'Bring back now')
  // The newest come first here: what arrives above waits until it is asked for.
  await queue(lin)
    .getByRole('button', { name: /new cases? above/ })
    .click()
  await expect(queue(lin).getByRole('link', { name: group.name })).toBeVisible()
})

test('several cases are merged into one and decided once', async ({ as, community }) => {
  // Nobody else reports a group for this reason in this file.
  for (const name of ['Part one', 'Part two', 'Part three'])
    await community.reportedGroup(5, { name, reason: 'impersonation' })
  const lin = await as('lin')
  await lin.goto('/review?reason=impersonation&kind=group&sort=newest')
  await awake(lin)
  await lin.getByRole('button', { name: 'Select', exact: true }).click()
  for (const name of ['Part one', 'Part two', 'Part three'])
    await queue(lin)
      .getByRole('checkbox', { name: `Select ${name}` })
      .check()
  await lin.getByRole('button', { name: 'Merge into one' }).click()
  const dialog = lin.getByRole('dialog', { name: 'Merge' })
  await reason(lin).fill('The same person under three names.')
  await dialog.getByRole('button', { name: 'Merge 2 cases into this one' }).click()
  await expect(queue(lin)).toContainText('3 parts')
  await expect(decide(lin)).toContainText('You hold this case.')
})

test('several cases take one decision, who lost one is told which, and all of it is taken back', async ({
  as,
  community,
}) => {
  // Nobody else reports a group for this reason in this file.
  const names = ['Together one', 'Together two', 'Together three']
  for (const name of names) await community.reportedGroup(5, { name, reason: 'sexual' })
  const [lin, ada] = [await as('lin'), await as('ada')]
  await lin.goto('/review?reason=sexual&kind=group&sort=newest')
  await awake(lin)
  await lin.getByRole('button', { name: 'Select', exact: true }).click()
  for (const name of names)
    await queue(lin)
      .getByRole('checkbox', { name: `Select ${name}` })
      .check()
  await lin.getByRole('button', { name: 'Decide…' }).click()
  const dialog = lin.getByRole('dialog', { name: 'Decide 3 cases together' })
  await dialog.getByRole('button', { name: 'Another action…' }).click()
  await lin.keyboard.type('susp')
  await expect(dialog.getByRole('option').first()).toContainText('Suspend group')
  await lin.keyboard.press('Enter')
  await expect(dialog.getByRole('checkbox', { name: 'Suspend group' })).toBeChecked()
  await expect(dialog).toContainText('Acts on: 3 groups. It touches 15 people in all.')
  await expectNoViolations(lin, 'one decision for several cases')

  await openCase(ada, 'Together two')
  await decide(ada).getByRole('button', { name: 'Claim' }).click()
  await expect(decide(ada)).toContainText('You hold this case.')
  await expect(dialog.getByRole('button', { name: 'Suspend group · 3 cases' })).toBeEnabled()
  // This can be taken back for minutes, however long a test takes.
  await dialog.getByRole('radio', { name: 'No violation' }).check()
  await dialog
    .getByRole('textbox', { name: 'Reason' })
    .fill('The same people under three names, all harmless.')
  await dialog.getByRole('button', { name: 'No violation · 3 cases' }).click()
  const done = lin.getByRole('dialog', { name: '2 cases decided' })
  await expect(done).toContainText(`${staff('ada').name} holds this case.`)
  await expectNoViolations(lin, 'what became of several cases')
  await done.getByRole('button', { name: 'Take all of it back' }).click()
  await expect(done.getByText('taken back')).toHaveCount(2)
  await done.getByRole('button', { name: 'Close' }).click()
  await expect(queue(lin).getByRole('checkbox', { name: 'Select Together two' })).toBeChecked()
})

test('a legal hold and a hand-over to authorities are kept with the case', async ({ as, community }) => {
  const group = await community.reportedGroup()
  const lin = await as('lin')
  await openCase(lin, group.name)
  await tool(lin, 'Record hand-over to authorities')
  const dialog = lin.getByRole('dialog', { name: 'Record hand-over to authorities' })
  await dialog.getByRole('textbox', { name: 'Authority' }).fill('Police of the city')
  await dialog.getByRole('textbox', { name: 'What was handed over, and how' }).fill('Screenshots, by mail.')
  await dialog.getByRole('button', { name: 'Record hand-over' }).click()
  await expect(lin.getByText('Legal hold')).toBeVisible()
  await lin.getByRole('button', { name: 'Notes · 1' }).click()
  await expect(notes(lin)).toContainText('Police of the city')
})
