import type { Page } from '@playwright/test'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { card, choose, decide, openCase, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

/** Enough for the rule that this file sets; no other test dismisses so many. */
const LARGE = 410

const approvals = (page: Page) => page.getByRole('table', { name: 'Approvals' })

test.beforeAll(async ({ sessionOf, browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, storageState: await sessionOf('jonas') })
  const page = await context.newPage()
  await page.goto('/settings/approvals')
  const field = page.getByRole('textbox', { name: 'Dismissing a group of this many people or more' })
  await field.fill('many')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(field).toHaveAccessibleDescription(/Enter a whole number/)
  await field.fill('400')
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByText('Saved')).toBeVisible()
  await context.close()
})

test('a dismissal is proposed, suspends at once, and is carried out when somebody else agrees', async ({
  as,
  community,
}) => {
  const group = await community.reportedGroup(LARGE)
  const lin = await as('lin')
  await openCase(lin, group.name)

  await test.step('the case says who has to agree, and until when', async () => {
    await choose(lin, 'Dismiss group')
    await expect(decide(lin)).toContainText('A second person has to agree.')
    await expect(decide(lin)).toContainText('The group is suspended at once, until it is answered.')
    await expect(decide(lin)).toContainText('May answer: Jonas Brandt, Mara Stein')
    await expect(decide(lin).getByRole('checkbox', { name: 'at once' })).toHaveCount(0)
    await reason(lin).fill('Organised rental scam.')
    await decide(lin).getByRole('button', { name: 'Propose: Dismiss group' }).click()
    await expect(decide(lin)).toContainText('Waits for approval')
    await expect.poll(() => community.status(group), { timeout: 20_000 }).toBe('muted')
  })

  await test.step('whoever proposed it cannot answer', async () => {
    await decide(lin).getByRole('link', { name: 'Open the request' }).click()
    await expect(lin.getByText('You asked for this. Somebody else has to answer.')).toBeVisible()
    await expect(lin.getByRole('button', { name: 'Approve…' })).toHaveCount(0)
    await expect(lin.getByRole('button', { name: 'Withdraw…' })).toBeVisible()
  })

  const mara = await as('mara')
  await test.step('somebody else sees what waits, why, and what holds meanwhile', async () => {
    await mara.goto('/ledger')
    await mara
      .getByRole('navigation', { name: 'Parts of the ledger' })
      .getByRole('link', { name: /Approvals/ })
      .click()
    await approvals(mara).getByRole('row').filter({ hasText: group.name }).getByRole('link').click()
    await expect(mara.getByText('Organised rental scam.')).toBeVisible()
    await expect(mara.getByText('Planned anew just now')).toBeVisible()
    await expect(mara.getByText(`${LARGE} people lose the group.`)).toBeVisible()
    await expect(mara.getByText('The group is suspended.')).toBeVisible()
    await expectNoViolations(mara, 'request', undefined)
  })

  await test.step('and agrees', async () => {
    await mara.getByRole('button', { name: 'Approve…' }).click()
    const dialog = mara.getByRole('dialog', { name: 'Approve this?' })
    await dialog.getByRole('textbox', { name: 'Note' }).fill('Third time.')
    await dialog.getByRole('button', { name: 'Approve: Dismiss group' }).click()
    await expect(dialog).toBeHidden()
    await expect(mara.getByRole('heading', { level: 1 })).toContainText('Approved')
    await expect.poll(() => community.status(group), { timeout: 30_000 }).toBe('dismissed')
    // The case closes once OpenIM has let everybody go.
    await mara.getByRole('link', { name: 'Open the action' }).click()
    await expect(mara.getByRole('main')).toContainText(VERIFIED, { timeout: 30_000 })
    await openCase(lin, group.name, '/review?state=closed&sort=newest')
    await expect(decide(lin)).toContainText('Approved by Mara Stein.')
    await expect(decide(lin)).toContainText(VERIFIED)
  })
})

test('a refusal is told to whoever asked, and the group goes on', async ({ as, community }) => {
  const group = await community.group(LARGE)
  const lin = await as('lin')
  await lin.goto(`/groups/${group.id}`)
  await lin.getByRole('button', { name: 'Dismiss…' }).click()
  const dialog = lin.getByRole('dialog', { name: 'Dismiss this group?' })
  await expect(dialog).toContainText('A second person has to agree.')
  await reason(lin).fill('Seems to be a scam.')
  await dialog.getByRole('button', { name: 'Propose: Dismiss group' }).click()
  await expect(dialog).toBeHidden()
  await expect(card(lin, 'Dismiss group')).toContainText('Waits for approval')
  await expect.poll(() => community.status(group), { timeout: 20_000 }).toBe('muted')

  const mara = await as('mara', PHONE)
  await mara.goto('/ledger/approvals')
  await expectNoSidewaysScroll(mara)
  await approvals(mara).getByRole('row').filter({ hasText: group.name }).getByRole('link').click()
  await expectNoSidewaysScroll(mara)
  await mara.getByRole('button', { name: 'Refuse…' }).click()
  await reason(mara).fill('They are a choir.')
  await mara.getByRole('dialog').getByRole('button', { name: 'Refuse' }).click()
  await expect(mara.getByRole('dialog')).toBeHidden()
  await expect(mara.getByRole('heading', { level: 1 })).toContainText('Refused')
  await expect.poll(() => community.status(group), { timeout: 20_000 }).toBe('normal')

  await lin.goto('/ledger/approvals?which=answered')
  await approvals(lin).getByRole('row').filter({ hasText: group.name }).getByRole('link').click()
  await expect(lin.getByText('They are a choir.')).toBeVisible()
})

test('in an emergency an admin acts at once, and the owner is told until they have seen it', async ({
  as,
  community,
}) => {
  const group = await community.group(LARGE)
  const mara = await as('mara')
  await mara.goto(`/groups/${group.id}`)
  await mara.getByRole('button', { name: 'Dismiss…' }).click()
  const dialog = mara.getByRole('dialog', { name: 'Dismiss this group?' })
  await dialog.getByRole('checkbox', { name: /Carry out now and tell the owners/ }).check()
  await reason(mara).fill('Somebody is in danger.')
  await dialog.getByRole('button', { name: 'Dismiss group', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect.poll(() => community.status(group), { timeout: 30_000 }).toBe('dismissed')

  const jonas = await as('jonas')
  await jonas.goto('/groups')
  await expect(jonas.getByText('1 action was carried out without a second person.')).toBeVisible()
  await jonas.getByRole('link', { name: 'Look' }).click()
  await expect(jonas.getByText('Somebody is in danger.')).toBeVisible()
  await expectNoViolations(jonas, 'emergency', undefined)
  await jonas.getByRole('button', { name: 'I have seen it' }).click()
  await expect(jonas.getByText('carried out without a second person.')).toBeHidden()

  await test.step('the kept members are listed with their remaining time', async () => {
    await jonas.getByRole('link', { name: 'Snapshots' }).click()
    const row = jonas
      .getByRole('table', { name: 'Snapshots' })
      .getByRole('row')
      .filter({ hasText: group.name })
    await expect(row).toContainText(String(LARGE))
    await expect(row).toContainText(/18[23] days/)
  })
})

test('limits of one person are set by an owner', async ({ as }) => {
  const jonas = await as('jonas')
  await jonas.goto('/settings/approvals')
  await jonas.getByRole('button', { name: 'Change: Ada Obi' }).click()
  const dialog = jonas.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Longest mute, hours' }).fill('24')
  await dialog.getByRole('textbox', { name: 'Largest group, people' }).fill('100000')
  await expectNoViolations(jonas, 'limits', undefined)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  const row = jonas.getByRole('table').getByRole('row').filter({ hasText: 'Ada Obi' })
  await expect(row).toContainText('24')
  await expect(row).toContainText('100000')
  const mara = await as('mara')
  await mara.goto('/settings/approvals')
  await expect(mara.getByText('Only owners change this.')).toBeVisible()
  await expect(mara.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await expectNoViolations(mara, 'approval settings', undefined)
})
