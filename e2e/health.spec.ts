import type { Page } from '@playwright/test'
import { awake } from './support/review'
import { expect, test } from './support/test'

// OpenIM is asked again only now and then while it is away.
test.setTimeout(120_000)

test.afterEach(async ({ community, request }) => {
  await community.setDown(false)
  await expect
    .poll(async () => (await (await request.get('/api/health')).json()).openim, { timeout: 30_000 })
    .toBe('up')
})

/** One process in the list of all. Without a Redis web and worker are one. */
const worker = (page: Page) => page.getByRole('listitem').filter({ hasText: /^(Worker|Web and worker)/ })
const fact = (page: Page, name: string) =>
  page
    .locator('dt')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd[1]')

test('the page tells what OpenIM is, and who works', async ({ as }) => {
  const mara = await as('mara')
  await mara.goto('/review')
  await awake(mara)
  await mara.keyboard.press('g')
  await mara.keyboard.press('s')
  await expect(mara).toHaveURL(/\/settings\/health$/)
  await expect(mara.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible()
  await expect(fact(mara, 'Version')).toHaveText('Development line (main)')
  await expect(fact(mara, 'Calls itself')).toHaveText('sandbox-main')
  await expect(fact(mara, 'A new admin token')).toHaveText('ends the older ones')
  await expect(fact(mara, 'Clock compared with ours')).toHaveText('the same')
  await expect(fact(mara, 'Worker')).toHaveText('running')
  await expect(worker(mara)).toContainText('calls go out')
  await mara.getByRole('button', { name: 'Find out again' }).click()
  await expect(mara.getByRole('status').filter({ hasText: 'Found out just now.' })).toBeVisible()
  await mara.goto('/audit?action=openim.probed')
  await expect(mara.getByRole('table').getByRole('link').first()).toBeVisible()
})

test("a person's token shows that the port is open to people, and everybody is warned", async ({
  as,
  community,
  expectMessage,
}) => {
  expectMessage(/status of 400/)
  const { memberIds } = await community.group(2)
  const { token } = await community.openim.auth.userToken(memberIds[0] ?? '', 5, { operationId: 'e2e' })
  const mara = await as('mara')
  await mara.goto('/settings/health')
  const field = mara.getByLabel('Token of an ordinary person')
  const attempt = mara.getByRole('button', { name: 'Try', exact: true })
  await attempt.click()
  await expect(field).toHaveAccessibleDescription(/Paste a token first/)
  await field.fill('not.a.token')
  await attempt.click()
  await expect(field).toHaveAccessibleDescription(/OpenIM does not accept this token/)
  await field.fill(token)
  await attempt.click()
  await expect(mara.getByText('The port answers to this person.')).toBeVisible()
  await expect(field).toHaveValue('')
  await expect(mara.getByText("OpenIM's port answers to ordinary people.")).toBeVisible()
  await expect(fact(mara, 'Answers to ordinary people')).toContainText('tried by Mara Stein')
  const yuki = await as('yuki')
  await yuki.goto('/groups')
  await yuki.getByRole('link', { name: /1 warning/ }).click()
  await expect(yuki.getByText("OpenIM's port answers to ordinary people.")).toBeVisible()
  await expect(yuki.getByRole('button', { name: 'Find out again' })).toHaveCount(0)
})

test('while OpenIM is away it shows that calls are held back, and afterwards that they go out', async ({
  as,
  community,
}) => {
  const mara = await as('mara')
  await mara.goto('/settings/health')
  await community.setDown(true)
  await expect(mara.getByText('OpenIM does not answer.')).toBeVisible({ timeout: 30_000 })
  await expect(worker(mara)).toContainText('calls held back', { timeout: 60_000 })
  await expect(worker(mara)).toContainText('no clear answer')
  await community.setDown(false)
  await expect(worker(mara)).toContainText('calls go out', { timeout: 60_000 })
  await expect(mara.getByText('OpenIM does not answer.')).toBeHidden({ timeout: 30_000 })
})

test('a moderator is not offered it', async ({ as }) => {
  const lin = await as('lin')
  await lin.goto('/settings')
  await expect(lin.getByText('Your role cannot see this')).toBeVisible()
  await expect(
    lin.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }),
  ).toHaveCount(0)
})
