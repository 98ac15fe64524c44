import type { Page } from '@playwright/test'
import { type Group, nameOf } from './support/community'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { card, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

const dialog = (page: Page) => page.getByRole('dialog')
const members = (page: Page) => page.getByRole('table', { name: 'Members' })
const memberRow = (page: Page, userId: string) => members(page).getByRole('row').filter({ hasText: userId })
const options = { operationId: 'e2e' }

async function openGroup(page: Page, { id, name }: Pick<Group, 'id' | 'name'>, tab = ''): Promise<void> {
  await page.goto(`/groups/${id}${tab && `?tab=${tab}`}`)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** Chooses what is to be done about a member out of the menu of their row. */
async function chooseFor(page: Page, userId: string, choice: string): Promise<void> {
  await page.getByRole('button', { name: `What can be done about ${nameOf(userId)}` }).click()
  await page.getByRole('button', { name: choice }).click()
}

async function submit(page: Page, button: string): Promise<void> {
  await reason(page).fill('Because of the test.')
  await dialog(page).getByRole('button', { name: button, exact: true }).click()
  await expect(dialog(page)).toBeHidden()
}

test('members of a large group are found by name, id and role', async ({ as, community }) => {
  const group = await community.group(320, { admins: 2 })
  const wanted = group.memberIds[250] ?? ''
  const mara = await as('mara')
  await openGroup(mara, group)
  await expect(mara.getByText('320 of 320')).toBeVisible()
  await expect(members(mara).getByRole('row').nth(1)).toContainText('Owner')
  expect(await members(mara).getByRole('row').count()).toBeLessThan(100)
  await mara.getByRole('searchbox').fill(wanted.toUpperCase())
  await expect(mara).toHaveURL(/q=/)
  await expect(members(mara).getByRole('link')).toHaveText([nameOf(wanted)])
  await mara.reload()
  await expect(members(mara).getByRole('link')).toHaveText([nameOf(wanted)])
  await mara.getByRole('searchbox').fill('')
  await mara.getByRole('combobox', { name: 'Role' }).selectOption('Admin')
  await expect(members(mara).getByRole('row')).toHaveCount(3)
  await mara.getByRole('searchbox').fill('nobody is called this')
  await expect(mara.getByText('Nobody fits')).toBeVisible()
})

test('a member is muted until a time, made an admin and removed', { tag: '@full' }, async ({
  as,
  community,
}) => {
  const group = await community.group(6, { admins: 1 })
  const [first = '', second = ''] = group.memberIds
  const mara = await as('mara')
  await openGroup(mara, group)
  await expect(memberRow(mara, group.ownerId).getByRole('button')).toHaveCount(0)

  await chooseFor(mara, first, 'Mute member…')
  await dialog(mara).getByRole('combobox', { name: 'Ends' }).selectOption('in 7 days')
  await submit(mara, 'Mute member')
  await expect(card(mara, 'Mute member')).toContainText(VERIFIED, { timeout: 20_000 })
  await expect(memberRow(mara, first)).toContainText('muted until')
  const until = await community.mutedUntil(group, first)
  expect(Math.abs(until - Date.now() - 7 * 86_400_000)).toBeLessThan(120_000)

  await chooseFor(mara, second, 'Make admin…')
  await submit(mara, 'Change role')
  await expect(memberRow(mara, second)).toContainText('Admin', { timeout: 20_000 })

  await chooseFor(mara, first, 'Remove from group…')
  await expect(dialog(mara)).toContainText('What will happen')
  await submit(mara, 'Remove from group')
  await expect(memberRow(mara, first)).toHaveCount(0, { timeout: 20_000 })
  expect((await community.members(group)).map(({ userId }) => userId)).not.toContain(first)
})

test('several members are muted as a batch', async ({ as, community }) => {
  const group = await community.group(5)
  const [first = '', second = ''] = group.memberIds
  const lin = await as('lin')
  await openGroup(lin, group)
  for (const id of [first, second]) await lin.getByLabel(`Choose ${nameOf(id)}`, { exact: true }).check()
  const bar = lin.getByRole('region', { name: 'Chosen members' })
  await expect(bar).toContainText('2 people')
  // A moderator gives no roles.
  await expect(bar.getByRole('button', { name: 'Role…' })).toHaveCount(0)
  await bar.getByRole('button', { name: 'Mute…', exact: true }).click()
  await dialog(lin).getByRole('button', { name: 'Work out the plan' }).click()
  await expect(lin).toHaveURL(/\/ledger\/batches\/\d+$/)
  await expect(lin.getByRole('table', { name: 'Items' }).getByRole('row')).toHaveCount(3)
})

test('a group is edited, announced in, given to another owner and suspended for a while', {
  tag: '@full',
}, async ({ as, community }) => {
  const group = await community.group(5, { admins: 1, introduction: 'Old words' })
  const heir = group.memberIds[2] ?? ''
  const name = `${group.name} لنا 🏠 新`
  const mara = await as('mara')
  await openGroup(mara, group)
  const more = async (choice: string) => {
    await mara.getByRole('button', { name: 'More' }).click()
    await mara.getByRole('dialog', { name: 'More' }).getByRole('button', { name: choice }).click()
  }

  await more('Edit group…')
  await expect(dialog(mara).getByLabel('Introduction')).toHaveValue('Old words')
  await dialog(mara).getByLabel('Name').fill(name)
  await dialog(mara).getByRole('combobox', { name: 'Who may get in' }).selectOption('Everybody')
  await submit(mara, 'Change group')
  await expect(mara.getByRole('heading', { level: 1, name })).toBeVisible({ timeout: 20_000 })

  await more('Set announcement…')
  await dialog(mara).getByLabel('Announcement').fill('Meet at eight.')
  await submit(mara, 'Set announcement')
  await expect(card(mara, 'Set announcement')).toContainText(VERIFIED, { timeout: 20_000 })
  expect((await community.openim.groups.byId(group.id, options))?.announcement).toBe('Meet at eight.')

  await more('Transfer group…')
  await dialog(mara).getByRole('searchbox').fill(nameOf(heir))
  await dialog(mara)
    .getByRole('radio', { name: new RegExp(heir) })
    .check()
  await submit(mara, 'Transfer group')
  await expect(card(mara, 'Transfer group')).toContainText(VERIFIED, { timeout: 20_000 })
  await expect(memberRow(mara, heir)).toContainText('Owner')

  await mara.getByRole('button', { name: 'Suspend…' }).click()
  await dialog(mara).getByRole('combobox', { name: 'Ends' }).selectOption('in 3 days')
  await expect(dialog(mara)).toContainText('What will happen')
  await submit(mara, 'Suspend group')
  await expect(card(mara, 'Suspend group')).toContainText(VERIFIED, { timeout: 20_000 })
  await expect(mara.getByRole('button', { name: 'Lift suspension…' })).toBeVisible()
})

test('a suspension gets another end, and a group is put under review by hand', { tag: '@full' }, async ({
  as,
  community,
}) => {
  const group = await community.group(3)
  const lin = await as('lin')
  await openGroup(lin, group)
  const more = async (choice: string) => {
    await lin.getByRole('button', { name: 'More' }).click()
    await lin.getByRole('dialog', { name: 'More' }).getByRole('button', { name: choice }).click()
  }
  const holds = lin.locator('section, div').filter({ hasText: 'Standing in Steward' }).last()

  await more('Set standing…')
  await dialog(lin).getByText('Under review', { exact: true }).click()
  await submit(lin, 'Set standing')
  await expect(lin.getByText('Under review').first()).toBeVisible()

  await lin.getByRole('button', { name: 'Suspend…' }).click()
  await dialog(lin).getByRole('combobox', { name: 'Ends' }).selectOption('in 3 days')
  await expect(dialog(lin)).toContainText('What will happen')
  await submit(lin, 'Suspend group')
  await expect(card(lin, 'Suspend group')).toContainText(VERIFIED, { timeout: 20_000 })
  await expect(holds).toContainText('until')

  await more('Set standing…')
  await expect(dialog(lin)).toContainText('Lift the suspension first.')
  await dialog(lin).getByRole('button', { name: 'Close' }).click()

  await more('Change end of suspension…')
  await expect(dialog(lin)).toContainText('The group is suspended already, with this end.')
  await dialog(lin).getByRole('combobox', { name: 'Ends' }).selectOption('when somebody lifts it')
  await expect(dialog(lin)).toContainText('only the end of the suspension changes')
  await submit(lin, 'Change end')
  await expect(card(lin, 'Suspend group').first()).toContainText('It was so already', { timeout: 20_000 })
  await expect(lin.getByRole('button', { name: 'Change end of suspension' })).toBeVisible()
  expect(await community.status(group)).toBe('muted')
})

test('people are added by their ids, as a batch', async ({ as, community }) => {
  const group = await community.group(3)
  const outsiders = await community.group(2)
  const mara = await as('mara')
  await openGroup(mara, group)
  await mara.getByRole('button', { name: 'More' }).click()
  await mara.getByRole('button', { name: 'Add members…' }).click()
  const ids = [outsiders.ownerId, ...outsiders.memberIds]
  await dialog(mara)
    .getByRole('textbox')
    .fill(`${ids.join('\n')}\n${ids[0]}\n`)
  await expect(dialog(mara)).toContainText('2 people')
  await dialog(mara).getByRole('button', { name: 'Work out the plan' }).click()
  await expect(mara).toHaveURL(/\/ledger\/batches\/\d+$/)
  await expect(mara.getByRole('table', { name: 'Items' }).getByRole('row')).toHaveCount(3)
})

test('messages are read for a purpose, and one is revoked', async ({ as, community }) => {
  const group = await community.group(4)
  const [sender = ''] = group.memberIds
  await community.say(group, sender, 'Buy cheap tickets')
  await community.say(group, group.ownerId, 'مرحبا بكم 🎉 欢迎')
  const lin = await as('lin')
  await openGroup(lin, group)
  await lin.getByRole('navigation', { name: 'Parts of this page' }).getByText('Messages').click()
  await expect(lin).toHaveURL(/tab=messages/)
  const part = lin.getByRole('region', { name: 'Recent messages' })
  await expect(part).not.toContainText('Buy cheap tickets')
  await part.getByRole('textbox').fill('A complaint by phone')
  await part.getByRole('button', { name: 'Read messages' }).click()
  const row = part.getByRole('listitem').filter({ hasText: 'Buy cheap tickets' })
  await expect(row).toBeVisible()
  await row.getByRole('button', { name: 'What can be done about this message' }).click()
  await lin.getByRole('button', { name: 'Revoke message…' }).click()
  await submit(lin, 'Revoke message')
  await expect(card(lin, 'Revoke message')).toContainText(VERIFIED, { timeout: 20_000 })

  const mara = await as('mara')
  await mara.goto(`/audit?subject=${group.id}`)
  await expect(mara.getByRole('table', { name: 'Audit' })).toContainText('Messages of a group read')
})

test('who applies to join is let in', async ({ as, community }) => {
  const group = await community.group(3)
  const { ownerId: applicant } = await community.group(1)
  await community.openim.joinRequests.apply(group.id, applicant, { joinSource: 3, message: 'Hello' }, options)
  const lin = await as('lin')
  await openGroup(lin, group, 'requests')
  const requests = lin.getByRole('table', { name: 'Join requests' })
  await expect(requests.getByRole('row').nth(1)).toContainText('Hello')
  await requests.getByRole('button', { name: 'Accept…' }).click()
  await submit(lin, 'Accept request')
  await expect(card(lin, 'Accept join request')).toContainText(VERIFIED, { timeout: 20_000 })
  expect((await community.members(group)).map(({ userId }) => userId)).toContain(applicant)
})

test('what staff keep about a group: labels, a note, protection; and its relatives', async ({
  as,
  community,
}) => {
  const group = await community.group(4)
  const sibling = await community.openim.groups.create(
    { name: `${group.name} 2`, ownerId: group.ownerId },
    options,
  )
  const lin = await as('lin')
  await openGroup(lin, { id: sibling, name: `${group.name} 2` })
  await openGroup(lin, group, 'related')
  const related = lin.getByRole('table', { name: 'Related groups' })
  await expect(related.getByRole('row').nth(1)).toContainText('same owner, similar name')

  await lin.getByRole('button', { name: 'Change…' }).click()
  await dialog(lin).getByLabel('Category').fill('Housing')
  await dialog(lin).getByLabel('Tags').fill('watch, 房屋')
  await dialog(lin).getByRole('button', { name: 'Save' }).click()
  await expect(dialog(lin)).toBeHidden()
  await expect(lin.getByText('房屋')).toBeVisible()
  await lin.getByLabel('New note').fill('Called the owner.')
  await lin.getByRole('button', { name: 'Add note' }).click()
  await expect(lin.getByText('Called the owner.').first()).toBeVisible()

  await lin.getByRole('button', { name: 'More' }).click()
  await expect(lin.getByRole('button', { name: 'Set standing' })).toBeVisible()
  await expect(lin.getByRole('button', { name: 'Protect…' })).toHaveCount(0)
  const jonas = await as('jonas')
  await openGroup(jonas, group)
  await jonas.getByRole('button', { name: 'More' }).click()
  await jonas.getByRole('button', { name: 'Protect…' }).click()
  await submit(jonas, 'Protect')
  await expect(jonas.getByText('Only owners of Steward act on it')).toBeVisible()
})

test('a group without an owner is said to have none, and gets one', { tag: '@full' }, async ({
  as,
  community,
}) => {
  const group = await community.group(4, { admins: 1 })
  await community.openim.groups.setMember(group.id, group.ownerId, { role: 'member' }, options)
  const mara = await as('mara')
  await openGroup(mara, group)
  await expect(mara.getByText('It has no owner.')).toBeVisible()
  await mara.getByRole('button', { name: 'Repair…' }).click()
  await dialog(mara).getByRole('radio').first().check()
  await expect(dialog(mara)).toContainText('What will happen')
  await submit(mara, 'Make owner')
  await expect(card(mara, 'Repair group')).toContainText(VERIFIED, { timeout: 20_000 })
  await expect(memberRow(mara, group.adminIds[0] ?? '')).toContainText('Owner')
})

test('roles that may not act see no buttons, and those without cases nothing of cases', async ({
  as,
  community,
}) => {
  const group = await community.reportedGroup(4)
  const sofia = await as('sofia')
  await openGroup(sofia, group)
  await expect(members(sofia).getByRole('row')).toHaveCount(5)
  await expect(members(sofia).getByRole('checkbox')).toHaveCount(0)
  await expect(sofia.getByRole('button', { name: '…' })).toHaveText(['New link…'])
  await expect(sofia.getByRole('button', { name: 'What can be done' })).toHaveCount(0)
  for (const text of ['Reports', 'Cases', 'Reported most in this group', 'Notes', 'Messages'])
    await expect(sofia.getByText(text, { exact: true })).toHaveCount(0)
  const yuki = await as('yuki')
  await openGroup(yuki, group)
  await expect(yuki.getByText('Reported most in this group')).toBeVisible()
  await expect(yuki.getByRole('button', { name: '…' })).toHaveCount(0)
})

test('every part of the page passes axe and fits a phone, with names of any script', async ({
  as,
  community,
}) => {
  const name =
    `مجموعة السفر 🏝️ 旅行爱好者交流群欢迎大家加入 ${'Very long name '.repeat(4)}${Date.now()}`.slice(0, 98)
  const group = await community.group(12, { name, admins: 2, introduction: 'مقدمة'.repeat(30) })
  const [sender = ''] = group.memberIds
  await community.say(group, sender, 'سلام '.repeat(50))
  const mara = await as('mara')
  const phone = await as('mara', PHONE)
  for (const tab of ['', 'messages', 'requests', 'related']) {
    for (const page of [mara, phone]) {
      await openGroup(page, group, tab)
      if (tab === '') await expect(members(page).getByRole('row')).toHaveCount(13)
    }
    await expectNoViolations(mara, `group ${tab}`)
    await expectNoSidewaysScroll(phone)
  }
})
