import { choose, decide, openCase, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

test('an action taken back in time is never sent, and the case can be decided again', async ({
  as,
  community,
}) => {
  const group = await community.reportedGroup()
  const lin = await as('lin')
  await openCase(lin, group.name)

  await choose(lin, 'Suspend group')
  await reason(lin).fill('Looks like fraud.')
  await decide(lin)
    .getByRole('button', { name: /^Suspend group, \d+ people/ })
    .click()
  await decide(lin).getByRole('button', { name: 'Undo' }).click()

  await expect(decide(lin)).toContainText('Taken back')
  await expect(decide(lin)).toContainText('You hold this case.')

  await choose(lin, 'Suspend group')
  await reason(lin).fill('It is fraud after all.')
  await decide(lin)
    .getByRole('button', { name: /^Suspend group, \d+ people/ })
    .click()
  await expect(decide(lin)).toContainText(VERIFIED)
  // Actions on one group go in order: had the first one been sent, it would have been before this one.
  expect(await community.callsFor('/group/mute_group', group.id)).toBe(1)
})
