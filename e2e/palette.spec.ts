import { expectNoViolations, PHONE } from './support/looks'
import { awake } from './support/review'
import { expect, test } from './support/test'

test('a group is found and acted on by keys alone, and pages by their names', async ({ as, community }) => {
  const group = await community.group(4)
  const mara = await as('mara')
  await mara.goto('/audit')
  await awake(mara)
  await mara.keyboard.press('Control+k')
  const field = mara.getByRole('combobox', { name: 'Find' })
  await field.fill(group.id)
  await expect(mara.getByRole('option', { name: `${group.id} group` })).toBeVisible()
  await expectNoViolations(mara, 'palette')
  await field.press('Tab')
  await field.fill('susp')
  await field.press('Enter')
  const dialog = mara.getByRole('dialog', { name: /Suspend/ })
  await expect(dialog).toBeVisible()
  await expect(mara).toHaveURL(`/groups/${group.id}`)
  await mara.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await mara.keyboard.press('Control+k')
  await field.fill('queues')
  await field.press('Enter')
  await expect(mara).toHaveURL('/settings/queues')
})

test('support finds what support may see, on a phone too', async ({ as }) => {
  const sofia = await as('sofia', PHONE)
  await sofia.goto('/groups')
  await sofia.getByRole('button', { name: 'Find', exact: true }).click()
  const field = sofia.getByRole('combobox', { name: 'Find' })
  await field.fill('audit')
  await expect(sofia.getByText('Nothing has this in its name')).toBeVisible()
  await field.fill('invites')
  await sofia.getByRole('option', { name: 'Invites' }).click()
  await expect(sofia).toHaveURL('/invites')
})
