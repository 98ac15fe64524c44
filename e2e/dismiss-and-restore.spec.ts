import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
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

test('reported messages are deleted first, with what can still be loaded of them', async ({
  as,
  community,
}) => {
  const group = await community.group(4)
  const [reporterId = '', senderId = ''] = group.memberIds
  const message = await community.sayPicture(group, senderId)
  await community.report(reporterId, message)
  const lin = await as('lin')
  const dialog = lin.getByRole('dialog', { name: 'Dismiss this group?' })
  const offer = dialog.getByRole('checkbox', { name: 'Delete the 1 reported message for everybody first' })
  await lin.goto(`/groups/${group.id}`)

  await test.step('it is offered once its evidence is kept, and not chosen', async () => {
    await expect(async () => {
      await lin.getByRole('button', { name: 'Dismiss…' }).click()
      await expect(offer)
        .toBeVisible({ timeout: 1_500 })
        .finally(() => lin.keyboard.press('Escape'))
    }).toPass({ timeout: 20_000 })
    await lin.getByRole('button', { name: 'Dismiss…' }).click()
    await expect(offer).not.toBeChecked()
    await expect(dialog).toContainText('former members can still load what was written')
    await offer.check()
    await expect(dialog).toContainText('1 reported message is deleted for everybody first')
  })

  await test.step('it ends before the group is dismissed', async () => {
    await reason(lin).fill('Sells what is forbidden.')
    await dialog.getByRole('button', { name: 'Dismiss group' }).click()
    await expect(dialog).toBeHidden()
    await expect(card(lin, 'Dismiss group')).toContainText(VERIFIED, { timeout: 30_000 })
    await expect(card(lin, 'Dismiss group')).toContainText('Deleted first: 1 of 1 have ended')
    await expect(card(lin, 'Dismiss group')).toContainText('Media of 1 message can still be loaded')
  })
})

test('somebody sanctioned is listed and stays out', { tag: '@full' }, async ({ as, community }) => {
  const group = await community.group(4)
  const [outId = ''] = group.memberIds
  const lin = await as('lin')

  await test.step('a person is suspended in Steward', async () => {
    await lin.goto(`/people/${outId}`)
    await lin.getByRole('button', { name: 'More' }).click()
    await lin.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'Set standing…' }).click()
    await lin.getByRole('dialog').getByText('Suspended', { exact: true }).click()
    await reason(lin).fill('Threats in three groups.')
    await lin.getByRole('dialog').getByRole('button', { name: 'Set standing' }).click()
    await expect(lin.getByRole('dialog')).toBeHidden()
  })

  await test.step('and does not come back with the group', async () => {
    await lin.goto(`/groups/${group.id}`)
    await lin.getByRole('button', { name: 'Dismiss…' }).click()
    await reason(lin).fill('Sells what is forbidden.')
    await lin.getByRole('dialog').getByRole('button', { name: 'Dismiss group' }).click()
    await expect(card(lin, 'Dismiss group')).toContainText(VERIFIED, { timeout: 30_000 })
    await lin.getByRole('button', { name: 'Restore…' }).click()
    const dialog = lin.getByRole('dialog', { name: 'Restore this group?' })
    await expect(dialog).toContainText('1 sanctioned person does not come back')
    await dialog.getByRole('button', { name: 'Look at the list' }).click()
    await expect(dialog.getByText('3 of 4')).toBeVisible()
    const listed = dialog.getByRole('listitem').filter({ hasText: outId })
    await expect(listed).toContainText('sanctioned')
    await expect(listed.getByRole('checkbox')).toBeDisabled()
    await expect(listed.getByRole('checkbox')).not.toBeChecked()
  })
})

test('a group that its owner dismissed in the app comes back with its admins, on their word', async ({
  as,
  community,
}) => {
  const options = { operationId: 'e2e' }
  const group = await community.group(5, { admins: 1 })
  await community.leadersRead(group)
  const before = await community.members(group)
  const mara = await as('mara', { ...PHONE, colorScheme: 'dark' })
  await mara.goto(`/groups/${group.id}`)
  await community.openim.groups.dismiss(group.id, options)
  const dialog = mara.getByRole('dialog', { name: 'Restore this group?' })

  await test.step('it asks for the owner’s request', async () => {
    await mara.getByRole('button', { name: 'Restore…' }).tap({ timeout: 30_000 })
    await reason(mara).fill('Asked for by its owner.')
    await expect(dialog).toContainText('Write down how the owner asked for it to come back.')
    await expect(dialog.getByRole('button', { name: 'Restore group' })).toBeDisabled()
    await dialog.getByRole('textbox', { name: 'How the owner asked for it' }).fill('Letter 17 of Monday')
  })

  await test.step('the plan says what is known, and from where', async () => {
    await expect(dialog).toContainText('5 people come back, owner and admins as such')
    await expect(dialog).toContainText("OpenIM's webhook said it on")
    await expect(dialog).toContainText('Who its admins were was last read on')
    await dialog.getByRole('button', { name: 'Look at the list' }).tap()
    await expect(dialog.getByText('5 of 5')).toBeVisible()
    await expectNoSidewaysScroll(mara)
    await expectNoViolations(mara, 'restore of a group dismissed in the app')
    await dialog.getByRole('button', { name: 'Restore group' }).tap()
    await expect(dialog).toBeHidden()
  })

  await test.step('and says plainly what came back', async () => {
    await expect(card(mara, 'Restore group')).toContainText('5 of 5 are back, owner and admins as such', {
      timeout: 30_000,
    })
    expect(await community.members(group)).toEqual(before)
  })
})
