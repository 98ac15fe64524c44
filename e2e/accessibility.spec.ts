import type { Page } from '@playwright/test'
import { nameOf } from './support/community'
import { expectNoViolations } from './support/looks'
import { choose, openCase } from './support/review'
import { expect, test } from './support/test'

/** Themes differ in colours only, so everything else is looked at once. */
const RULES = { light: undefined, dark: ['color-contrast'] } as const

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any page, ${colorScheme}`, async ({ as, page, community }) => {
    const check = (looked: Page, where: string) => expectNoViolations(looked, where, RULES[colorScheme])
    await page.emulateMedia({ colorScheme })
    await page.goto('/sign-in')
    await check(page, 'sign-in')

    const group = await community.group(8, { admins: 1 })
    const [reporterId = '', accusedId = ''] = group.memberIds
    await community.report(reporterId, await community.say(group, accusedId, 'Buy now'), { text: 'Spam' })
    const mara = await as('mara', { colorScheme })
    await mara.goto('/review')
    await expect(mara.getByRole('heading', { name: 'Queue' })).toBeVisible()
    await check(mara, 'review')

    await openCase(mara, nameOf(accusedId))
    await choose(mara, 'Dismiss group')
    await check(mara, 'case')

    await mara.goto('/groups?q=river')
    await check(mara, 'groups')
    await mara.goto(`/groups/${group.id}`)
    await expect(mara.getByRole('table', { name: 'Members' }).getByText('Owner')).toBeVisible()
    await check(mara, 'group')
    await mara.getByRole('button', { name: 'Suspend…' }).click()
    await expect(mara.getByRole('dialog')).toContainText('What will happen')
    await check(mara, 'dialog of an action')

    await mara.goto('/audit')
    await mara.getByRole('table').getByRole('link').first().click()
    await expect(mara.getByRole('complementary')).toContainText('Request')
    await check(mara, 'audit')
    await mara.goto('/settings/health')
    await expect(mara.getByRole('heading', { name: 'Processes' })).toBeVisible()
    await check(mara, 'health')
    await mara.getByRole('button', { name: 'Account and settings' }).click()
    await expect(mara.getByRole('dialog', { name: 'Account and settings' })).toBeVisible()
    await check(mara, 'account menu')
  })
}
