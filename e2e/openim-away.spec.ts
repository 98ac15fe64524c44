import { card, choose, decide, openCase, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

// OpenIM is asked again only now and then while it is away.
test.setTimeout(120_000)

test.afterEach(async ({ community, request }) => {
  await community.setDown(false)
  // The console asks it again only now and then: the tests that follow begin once it has noticed.
  await expect
    .poll(async () => (await (await request.get('/api/health')).json()).openim, { timeout: 30_000 })
    .toBe('up')
})

test('while OpenIM is away people work on, and what they decided follows when it is back', async ({
  as,
  community,
  expectMessage,
}) => {
  expectMessage(/status of 503/)
  const group = await community.reportedGroup(5, { introduction: 'Only for friends of friends' })
  const lin = await as('lin')
  const banner = lin.getByRole('status').filter({ hasText: 'OpenIM is away.' })
  await openCase(lin, group.name)
  await expect(lin.getByText('Only for friends of friends')).toBeVisible()
  await expect(banner).toBeHidden()
  await community.setDown(true)

  await test.step('lists, the case and its evidence still open', async () => {
    await lin.goto('/groups')
    await expect(lin.getByRole('table', { name: 'Groups' })).toHaveAttribute('aria-rowcount', '51')
    await openCase(lin, group.name)
    await expect(lin.getByText('Only for friends of friends')).toBeVisible()
    await expect(lin.getByText('Not read: OpenIM is away')).toBeVisible()
    await expect(banner).toContainText('Decisions are kept and carried out in order when it is back.')
  })

  await test.step('a decision is planned with what was read before, and waits', async () => {
    await choose(lin, 'Suspend group')
    await expect(decide(lin)).toContainText('OpenIM is away. This rests on what was read')
    await reason(lin).fill('It cannot wait.')
    await decide(lin)
      .getByRole('button', { name: /^Suspend group, \d+ people/ })
      .click()
    await expect(decide(lin)).toContainText('Waiting: OpenIM is away')
    await expect(decide(lin).getByRole('button', { name: 'Undo' })).toBeVisible()
  })

  await test.step('the group page opens too', async () => {
    const page = await as('lin')
    await page.goto(`/groups/${group.id}`)
    await expect(page.getByRole('heading', { level: 1, name: group.name })).toBeVisible()
    await expect(page.getByText('OpenIM did not give the members.')).toBeVisible()
    await expect(card(page, 'Suspend group')).toContainText('Waiting: OpenIM is away')
  })

  await test.step('it is carried out as soon as OpenIM is back', async () => {
    await community.setDown(false)
    await expect(decide(lin)).toContainText(VERIFIED, { timeout: 30_000 })
    expect(await community.status(group)).toBe('muted')
    // This process asks OpenIM again at the end of its own pause.
    await expect(lin.getByText('Members are muted')).toBeVisible({ timeout: 30_000 })
    await expect(banner).toBeHidden()
  })
})
