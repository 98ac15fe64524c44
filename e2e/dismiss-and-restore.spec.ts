import { card, choose, decide, openCase, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

test('a dismissed group comes back with everybody in their role', async ({ as, community }) => {
  const options = { operationId: 'e2e' }
  const group = await community.group(60, { admins: 2, introduction: 'Trades only' })
  const [reporterId = '', mutedId = '', namedId = ''] = group.memberIds
  await community.openim.groups.muteMember(group.id, mutedId, 86_400, options)
  await community.openim.groups.setMember(group.id, namedId, { nickname: 'The one with the hat' }, options)
  const before = await community.members(group)
  const mutedBefore = await community.mutedUntil(group, mutedId)
  await community.report(reporterId, group, { reason: 'illegal' })
  const lin = await as('lin')
  await openCase(lin, group.name)

  await test.step('the consequences of a dismissal are written out', async () => {
    await expect(lin.getByText('Trades only')).toBeVisible()
    await choose(lin, 'Dismiss group')
    await expect(decide(lin)).toContainText('60 people lose the group.')
    await expect(decide(lin)).toContainText('Kept first, for 183 days')
    await expect(decide(lin)).toContainText('Can be taken back for 183 days: Restore group.')
  })

  await test.step('it is dismissed, and nobody is in it any more', async () => {
    await reason(lin).fill('Sells what is forbidden.')
    await decide(lin).getByRole('button', { name: 'Dismiss group, 60 people' }).click()
    await expect(decide(lin).getByRole('timer')).toBeVisible()
    await expect(decide(lin)).toContainText(VERIFIED, { timeout: 20_000 })
    expect(await community.status(group)).toBe('dismissed')
    expect(await community.members(group)).toEqual([])
  })

  await test.step('the group page offers the way back', async () => {
    await lin.getByRole('link', { name: 'Group', exact: true }).click()
    await expect(lin.getByRole('heading', { level: 1, name: group.name })).toBeVisible()
    await expect(lin.getByText('60 people were kept before the dismissal.')).toBeVisible()
    await lin.getByRole('button', { name: 'Restore…' }).click()
    const dialog = lin.getByRole('dialog', { name: 'Restore this group?' })
    await expect(dialog).toContainText('60 people come back with role, group nickname and remaining mute.')
    // It was dismissed for abuse.
    await expect(dialog).toContainText('It comes back suspended')
    await expect(dialog.getByRole('radio', { name: 'suspended' })).toBeChecked()
    await dialog.getByText('as it was before', { exact: true }).click()
    await expect(dialog).toContainText('It comes back as it was before the dismissal.')
    await dialog.getByRole('button', { name: 'Look at the list' }).click()
    await expect(dialog.getByText('60 of 60')).toBeVisible()
    await expect(dialog.getByRole('checkbox').first()).toBeChecked()
    await reason(lin).fill('The wrong group was dismissed.')
    await dialog.getByRole('button', { name: 'Restore group' }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('everybody is back', async () => {
    await expect(card(lin, 'Restore group')).toContainText(VERIFIED, { timeout: 30_000 })
    expect(await community.status(group)).toBe('normal')
    expect(await community.members(group)).toEqual(before)
    // OpenIM counts mutes in whole seconds from now.
    expect(Math.abs((await community.mutedUntil(group, mutedId)) - mutedBefore)).toBeLessThan(10_000)
    await expect(lin.getByRole('table', { name: 'Members' }).getByText('Owner')).toBeVisible()
    await lin.getByRole('searchbox', { name: 'Search members by name or id' }).fill('THE HAT')
    await expect(lin.getByRole('table', { name: 'Members' })).toContainText('The one with the hat')
  })
})
