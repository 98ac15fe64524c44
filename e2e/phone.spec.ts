import { expectNoSidewaysScroll, PHONE } from './support/looks'
import { decide, openCase, queue, reason } from './support/review'
import { expect, test } from './support/test'

test('a case is decided on a phone', async ({ as, community }) => {
  const group = await community.group(5, {
    name: `A group with a name as long as people like them ${Date.now()}`,
  })
  await community.report(group.memberIds[0] ?? '', group, { text: 'They sell tickets that do not exist.' })
  const lin = await as('lin', PHONE)
  await openCase(lin, group.name)
  await expect(queue(lin)).toBeHidden()
  await expect(lin.getByText('They sell tickets that do not exist.').first()).toBeVisible()
  await expectNoSidewaysScroll(lin)

  await lin.getByRole('link', { name: 'Decide', exact: true }).tap()
  await decide(lin).getByText('Suspend group').tap()
  await expect(decide(lin)).toContainText('What will happen')
  await expectNoSidewaysScroll(lin)
  await decide(lin).getByRole('radio', { name: 'No violation' }).tap()
  await reason(lin).fill('They do exist.')
  await decide(lin).getByRole('button', { name: 'Close case' }).tap()
  await expect(decide(lin)).toContainText('Closed without action')
  await expectNoSidewaysScroll(lin)
  await lin.getByRole('link', { name: 'Queue' }).tap()
  await expect(queue(lin)).toBeVisible()
})

test('every page fits a phone', async ({ as, community, page }) => {
  await page.setViewportSize(PHONE.viewport)
  await page.goto('/sign-in')
  await expectNoSidewaysScroll(page)
  const group = await community.reportedGroup(60)
  const mara = await as('mara', PHONE)
  await mara.goto('/review')
  for (const [tab, heading] of [
    ['Groups', 'Groups'],
    ['People', 'People'],
    ['Invites', 'Invites'],
    ['Audit', 'Audit'],
    ['Settings', 'Health'],
    ['Review', 'Queue'],
  ] as const) {
    await mara.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: tab }).tap()
    await expect(mara.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expectNoSidewaysScroll(mara)
  }
  await mara.goto(`/groups/${group.id}`)
  await expect(mara.getByRole('table', { name: 'Members' })).toBeVisible()
  await expectNoSidewaysScroll(mara)
  await mara.getByRole('button', { name: 'Dismiss…' }).tap()
  await expect(mara.getByRole('dialog')).toContainText('60 people lose the group.')
  await expectNoSidewaysScroll(mara)
  await mara.goto('/audit')
  await mara.getByRole('table').getByRole('link').first().tap()
  await expect(mara.getByRole('complementary')).toContainText('Request')
  await expectNoSidewaysScroll(mara)
})
