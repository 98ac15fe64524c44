import type { Page } from '@playwright/test'
import { items, runBatch } from './support/batch'
import { nameOf } from './support/community'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { awake, card, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

const people = (page: Page) => page.getByRole('table', { name: 'People' })
const names = (page: Page) => people(page).getByRole('link')
const dialog = (page: Page) => page.getByRole('dialog')
/** The page of one batch. */
const BATCH = /\/ledger\/batches\/\d+$/

async function openPerson(page: Page, userId: string): Promise<void> {
  await page.goto(`/people/${userId}`)
  await expect(page.getByRole('heading', { level: 1, name: nameOf(userId) })).toBeVisible()
}

test('people are found by parts of their names, in any script, and by id', async ({ as, community }) => {
  const sofia = await as('sofia')
  await sofia.goto('/groups')
  await awake(sofia)
  await sofia.keyboard.press('g')
  await sofia.keyboard.press('p')
  await expect(sofia.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  const search = sofia.getByRole('searchbox', { name: 'Search by name or id' })
  await search.fill('CRYPTO k')
  await expect(names(sofia)).toHaveText([/^Crypto King/])
  await search.fill('美玲')
  await expect(names(sofia).first()).toContainText('美玲')
  await expect(sofia).toHaveURL(/q=/)
  const { ownerId } = await community.group(2)
  await openPerson(sofia, ownerId)
  await sofia.goto('/people')
  await awake(sofia)
  await sofia.getByRole('searchbox').fill(ownerId)
  await expect(names(sofia)).toHaveText([nameOf(ownerId)])
  await sofia.getByRole('searchbox').fill('nobody is called this')
  await expect(sofia.getByText('Nobody fits')).toBeVisible()
})

test('filters live in the address, the days by the clock of whoever looks', async ({ as }) => {
  const mara = await as('mara')
  await mara.goto('/people')
  await awake(mara)
  await mara.getByRole('combobox', { name: 'Open cases' }).selectOption('With open case')
  await expect(mara).toHaveURL(/openCase=true/)
  await expect(people(mara).getByRole('row').filter({ hasText: 'Good' })).toHaveCount(0)
  await mara.getByRole('button', { name: /^Registered/ }).click()
  await mara.getByLabel('From', { exact: true }).fill('2000-01-01')
  await mara.getByLabel('To', { exact: true }).fill('2000-12-31')
  await expect(mara).toHaveURL(new RegExp(`registeredTo=${Date.UTC(2001, 0, 1) - 1}`))
  await mara.keyboard.press('Escape')
  await expect(mara.getByText('Nobody fits')).toBeVisible()
  await mara.reload()
  await expect(mara.getByRole('button', { name: /1 Jan 2000 to 31 Dec 2000/ })).toBeVisible()
})

test('who may not read cases learns nothing of them', async ({ as, community }) => {
  const group = await community.group(4)
  const [reporterId = '', accusedId = ''] = group.memberIds
  await community.report(reporterId, await community.say(group, accusedId, 'Buy now'))
  const mara = await as('mara')
  await openPerson(mara, accusedId)
  await expect(mara.getByRole('link', { name: /#\d+/ })).toBeVisible()
  await openPerson(mara, reporterId)
  await expect(mara.getByRole('link', { name: /#\d+/ })).toBeVisible()

  const sofia = await as('sofia')
  await openPerson(sofia, accusedId)
  await expect(sofia.getByText('Reports about them')).toHaveCount(0)
  await expect(sofia.getByText('Under review')).toHaveCount(0)
  await expect(sofia.getByRole('button', { name: /Sign out…|Remove messages|More/ })).toHaveCount(0)
  await sofia.goto('/people')
  await expect(people(sofia)).toBeVisible()
  await expect(people(sofia).getByRole('columnheader', { name: 'Open cases' })).toHaveCount(0)
  await expect(people(sofia).getByRole('checkbox')).toHaveCount(0)
  await expect(sofia.getByRole('link', { name: 'Export CSV' })).toHaveCount(0)
  expect((await sofia.request.get('/api/exports/people')).status()).toBe(403)
  expect((await sofia.request.get('/people/import/new')).ok()).toBe(true)
})

test('a filter of people can be kept as a view', async ({ as }) => {
  const name = `By name ${Date.now()}`
  const lin = await as('lin')
  await lin.goto('/people?q=crypto')
  await awake(lin)
  await lin.getByRole('combobox', { name: 'Standing' }).selectOption('Good')
  await expect(lin).toHaveURL(/standing=good/)
  await lin.getByRole('button', { name: /^Views/ }).click()
  const views = lin.getByRole('dialog', { name: 'Views' })
  await views.getByLabel('Name').fill(name)
  await views.getByRole('button', { name: 'Save view' }).click()
  await expect(views.getByRole('link', { name })).toBeVisible()
  await lin.goto('/people')
  await awake(lin)
  await lin.getByRole('button', { name: 'Views: Views' }).click()
  await views.getByRole('link', { name }).click()
  await expect(lin).toHaveURL(/\/people\?(?=.*q=crypto)(?=.*standing=good)/)
  await expect(lin.getByRole('button', { name: `Views: ${name}` })).toBeVisible()
  await views.getByRole('button', { name: `Remove the view ${name}` }).click()
  await expect(views.getByRole('link', { name })).toHaveCount(0)
})

test('somebody is signed out everywhere, and their name is changed and taken back', async ({
  as,
  community,
}) => {
  const { ownerId } = await community.group(2)
  const mara = await as('mara')
  await openPerson(mara, ownerId)
  await mara.getByRole('button', { name: 'Sign out…' }).click()
  await expect(dialog(mara)).toContainText('Every device is signed out')
  await reason(mara).fill('Their phone was stolen.')
  await dialog(mara).getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(card(mara, 'Sign out everywhere')).toContainText(VERIFIED, { timeout: 30_000 })

  await mara.getByRole('button', { name: 'More', exact: true }).click()
  await mara.getByRole('button', { name: 'Edit person…' }).click()
  const nickname = dialog(mara).getByRole('textbox', { name: 'Nickname' })
  await expect(nickname).toHaveValue(nameOf(ownerId))
  const submit = dialog(mara).getByRole('button', { name: 'Change profile' })
  await expect(dialog(mara)).toContainText('Fill in the form')
  await nickname.fill('')
  await expect(nickname).toHaveAccessibleDescription('Enter a nickname.')
  await expect(submit).toBeDisabled()
  await nickname.fill('مريم 🦉 思远')
  await expect(dialog(mara)).toContainText(/to .?مريم 🦉 思远/)
  await reason(mara).fill('The old name was an insult.')
  await submit.click()
  await expect(card(mara, 'Edit person')).toContainText(VERIFIED, { timeout: 30_000 })
  await expect(mara.getByRole('heading', { level: 1, name: 'مريم 🦉 思远' })).toBeVisible()
  await card(mara, 'Edit person').getByRole('button', { name: 'Edit person' }).click()
  await expect(dialog(mara)).toContainText(`to ${nameOf(ownerId)}`)
})

test('notes, standing and protection are kept about somebody', async ({ as, community }) => {
  const { ownerId } = await community.group(2)
  const jonas = await as('jonas')
  await openPerson(jonas, ownerId)
  await jonas.getByRole('textbox', { name: 'New note' }).fill('Asked twice for help. 谢谢')
  await jonas.getByRole('button', { name: 'Add note' }).click()
  await expect(jonas.getByRole('listitem').filter({ hasText: 'Asked twice for help. 谢谢' })).toBeVisible()
  await expect(jonas.getByRole('textbox', { name: 'New note' })).toHaveValue('')

  await jonas.getByRole('button', { name: 'More', exact: true }).click()
  await jonas.getByRole('button', { name: 'Set standing…' }).click()
  await dialog(jonas).getByText('Suspended', { exact: true }).click()
  await reason(jonas).fill('Insults in three groups.')
  await dialog(jonas).getByRole('button', { name: 'Set standing' }).click()
  await expect(dialog(jonas)).toBeHidden()
  await expect(
    jonas.getByRole('banner').or(jonas.locator('main header')).getByText('Suspended'),
  ).toBeVisible()

  await jonas.getByRole('button', { name: 'More', exact: true }).click()
  await jonas.getByRole('button', { name: 'Protect…' }).click()
  await reason(jonas).fill('A public figure.')
  await dialog(jonas).getByRole('button', { name: 'Protect' }).click()
  await expect(jonas.getByText('Only owners of Steward act on them.')).toBeVisible()

  const mara = await as('mara')
  await openPerson(mara, ownerId)
  await mara.getByRole('button', { name: 'Sign out…' }).click()
  await expect(dialog(mara)).toContainText('Only owners of Steward may act on it.')
  await expect(dialog(mara).getByRole('button', { name: 'Sign out everywhere' })).toBeDisabled()
})

test('somebody is removed from one of their groups', async ({ as, community }) => {
  const group = await community.group(4)
  const [userId = ''] = group.memberIds
  const mara = await as('mara')
  await openPerson(mara, userId)
  const groups = mara.getByRole('table', { name: 'Groups' })
  await groups.getByRole('button', { name: `What can be done in ${group.name}` }).click()
  await mara.getByRole('button', { name: 'Remove from group…' }).click()
  await expect(dialog(mara)).toContainText('receives nothing new from it')
  await reason(mara).fill('Advertising after two warnings.')
  await dialog(mara).getByRole('button', { name: 'Remove from group' }).click()
  await expect(card(mara, 'Remove from group')).toContainText(VERIFIED, { timeout: 30_000 })
  await expect(mara.getByText('In no group')).toBeVisible()
  expect((await community.members(group)).map((member) => member.userId)).not.toContain(userId)
})

test('what somebody wrote lately is found with a purpose and revoked as a batch', async ({
  as,
  community,
}) => {
  const group = await community.group(3)
  const [userId = ''] = group.memberIds
  await community.say(group, userId, 'buy this')
  await community.say(group, userId, 'buy that')
  await community.say(group, userId, 'sorry')
  const mara = await as('mara')
  await openPerson(mara, userId)
  await mara.getByRole('button', { name: 'Remove messages…' }).click()
  const find = dialog(mara).getByRole('button', { name: 'Find messages' })
  await expect(find).toBeDisabled()
  await dialog(mara).getByRole('textbox', { name: 'Purpose' }).fill('Spam in several groups')
  await find.click()
  await expect(dialog(mara)).toContainText('3 messages found')
  await dialog(mara).getByRole('checkbox', { name: 'sorry' }).uncheck()
  await dialog(mara).getByRole('button', { name: 'Plan 2 revocations' }).click()
  await expect(mara).toHaveURL(BATCH)
  await runBatch(mara, 'Revoke message, 2 items')
  await expect(items(mara).getByRole('link', { name: 'Verified' })).toHaveCount(2)
})

test('people are chosen one by one or all that match, and exported', async ({ as }) => {
  const mara = await as('mara')
  await mara.goto('/people?q=a')
  await awake(mara)
  const boxes = people(mara).getByRole('checkbox')
  await boxes.nth(1).check()
  await boxes.nth(2).check()
  const bar = mara.getByRole('region', { name: 'Selection' })
  await expect(bar).toContainText('2 people')
  await mara.getByRole('combobox', { name: 'Order' }).selectOption('Name, Z first')
  await expect(mara).toHaveURL(/sort=name_desc/)
  await expect(bar).toContainText('2 people')
  await mara.getByRole('combobox', { name: 'Order' }).selectOption('Newest first')
  await expect(mara).not.toHaveURL(/sort=/)
  await boxes.first().check()
  await expect(bar).toContainText('50 people')
  await bar.getByRole('button', { name: /^Select all that match: [\d,]+ people/ }).click()
  const all = await bar.getByRole('status').textContent()
  expect(Number.parseInt(all?.replaceAll(',', '') ?? '', 10)).toBeGreaterThan(50)
  await boxes.nth(1).uncheck()
  await expect(bar).not.toContainText(all ?? '')
  await bar.getByRole('button', { name: 'Clear' }).click()
  await expect(bar).toBeHidden()
  await boxes.nth(1).check()
  await bar.getByRole('button', { name: 'Sign out everywhere…' }).click()
  await expect(mara).toHaveURL(BATCH)
  await expect(mara.getByText('1 person is touched')).toBeVisible({ timeout: 30_000 })

  await mara.goto('/people?q=crypto')
  const download = mara.waitForEvent('download')
  await mara.getByRole('link', { name: 'Export CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/^steward-people-\d{4}-\d\d-\d\d\.csv$/)
  const table = await (await mara.request.get('/api/exports/people?q=crypto')).text()
  expect(table.split('\r\n')[0]).toBe(
    '\uFEFFid,nickname,picture,standing,protected,gone_from_openim,open_cases,registered_at,read_at',
  )
  expect(table).toContain('crypto_king_88')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing about people, ${colorScheme}`, async ({ as, community }) => {
    const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined
    const group = await community.group(3)
    const [userId = ''] = group.memberIds
    await community.say(group, userId, 'hello')
    const mara = await as('mara', { colorScheme })
    await mara.goto('/people')
    await people(mara).getByRole('checkbox').nth(1).check()
    await expect(mara.getByRole('region', { name: 'Selection' })).toBeVisible()
    await expectNoViolations(mara, 'people', rules)
    await mara.getByRole('button', { name: /^Registered/ }).click()
    await expectNoViolations(mara, 'days', rules)

    await openPerson(mara, userId)
    await expect(
      mara.getByRole('table', { name: 'Groups' }).getByText('Member', { exact: true }),
    ).toBeVisible()
    await expectNoViolations(mara, 'person', rules)
    await mara.getByRole('button', { name: 'More', exact: true }).click()
    await expectNoViolations(mara, 'menu', rules)
    await mara.getByRole('button', { name: 'Edit person…' }).click()
    await expect(dialog(mara).getByRole('textbox', { name: 'Nickname' })).toBeVisible()
    await expectNoViolations(mara, 'form', rules)
    await mara.keyboard.press('Escape')
    await mara.getByRole('button', { name: 'Remove messages…' }).click()
    await dialog(mara).getByRole('textbox', { name: 'Purpose' }).fill('looking at it')
    await dialog(mara).getByRole('button', { name: 'Find messages' }).click()
    await expect(dialog(mara)).toContainText('1 message found')
    await expectNoViolations(mara, 'messages', rules)
  })
}

test('people fit a phone, whatever they are called', async ({ as, community }) => {
  const { ownerId, memberIds } = await community.group(2)
  const odd = `${'👩‍👩‍👧‍👦'.repeat(12)} ${'مريم الخطيب '.repeat(8)} ${'很长的名字'.repeat(12)}`
  const options = { operationId: 'e2e' }
  await community.openim.users.update(ownerId, { nickname: odd }, options)
  const mara = await as('mara', PHONE)
  await mara.goto(`/people/${ownerId}`)
  await expect(mara.getByRole('heading', { level: 1 })).toContainText('很长的名字')
  await expect(mara.getByRole('table', { name: 'Groups' }).getByText('Owner', { exact: true })).toBeVisible()
  await expectNoSidewaysScroll(mara)
  await mara.getByRole('button', { name: 'Sign out…' }).tap()
  await expect(dialog(mara)).toContainText('What will happen')
  await expectNoSidewaysScroll(mara)
  await openPerson(mara, memberIds[0] ?? '')
  await mara.goto(`/people?q=${encodeURIComponent('很长的名字')}`)
  await expect(names(mara)).toHaveCount(1)
  await people(mara).getByRole('checkbox').nth(1).check()
  await expect(mara.getByRole('region', { name: 'Selection' })).toBeVisible()
  await expectNoSidewaysScroll(mara)
})
