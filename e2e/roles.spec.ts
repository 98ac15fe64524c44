import { decide, openCase } from './support/review'
import { signIn, staff } from './support/staff'
import { expect, test } from './support/test'

test('support looks up groups and is refused the rest', async ({ as, community, expectMessage }) => {
  expectMessage(/status of 403/)
  const group = await community.reportedGroup()
  const sofia = await as('sofia')
  await sofia.goto('/')
  await expect(sofia).toHaveURL(/\/groups$/)
  const navigation = sofia.getByRole('navigation', { name: 'Main' })
  await expect(navigation.getByRole('link')).toHaveText(['Groups', 'People', 'Invites'])
  for (const path of ['/review', '/review/1', '/audit']) {
    await sofia.goto(path)
    await expect(sofia.getByText('Your role cannot see this')).toBeVisible()
    await expect(sofia.getByText('You are signed in as support.')).toBeVisible()
  }
  for (const procedure of ['cases.list', 'audit.list', 'cases.counts']) {
    const answer = await sofia.request.get(`/api/trpc/${procedure}?input=${encodeURIComponent('{}')}`)
    expect(answer.status(), procedure).toBe(403)
  }
  await sofia.goto(`/groups/${group.id}`)
  await expect(sofia.getByRole('heading', { level: 1, name: group.name })).toBeVisible()
  await expect(sofia.getByRole('table', { name: 'Members' })).toBeVisible()
  await expect(sofia.getByRole('button', { name: '…' })).toHaveText(['New link…'])
})

test('an auditor sees everything and is offered nothing that acts', async ({ as, community }) => {
  const group = await community.reportedGroup()
  const yuki = await as('yuki')
  await openCase(yuki, group.name)
  await expect(decide(yuki)).toContainText('Your role reads cases and does not decide them.')
  await expect(decide(yuki).getByRole('button')).toHaveCount(0)
  await expect(decide(yuki).getByRole('radio')).toHaveCount(0)
  await yuki.goto(`/groups/${group.id}`)
  await expect(yuki.getByRole('heading', { level: 1, name: group.name })).toBeVisible()
  await expect(yuki.getByRole('button', { name: '…' })).toHaveCount(0)
  await yuki.goto('/audit')
  await expect(yuki.getByRole('table', { name: 'Audit' })).toBeVisible()
  const submission = { action: 'group.suspend', subjectId: group.id, plannedVersion: 0, reason: 'Because.' }
  const answer = await yuki.request.post('/api/trpc/actions.submit', { data: submission })
  expect(answer.status()).toBe(403)
})

test('signing in by a demo account, and signing out for good', async ({
  page,
  playwright,
  baseURL,
  expectMessage,
}) => {
  // The page may notice that its session ended before it has left.
  expectMessage(/status of 401 .*session\.me/)
  await page.goto('/review')
  await expect(page).toHaveURL(/\/sign-in/)
  // A page that asks for live updates answers to clicks.
  const awake = page.waitForRequest(/\/api\/trpc\/live\./)
  await page.getByRole('button', { name: `Continue as ${staff('lin').name}, moderator` }).click()
  await expect(page).toHaveURL(/\/review$/)
  await awake
  const old = await page.context().storageState()

  await page.getByRole('button', { name: 'Account and settings' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goto('/review')
  await expect(page).toHaveURL(/\/sign-in/)
  const stolen = await playwright.request.newContext({ baseURL, storageState: old })
  expect((await stolen.get('/api/trpc/session.me')).status()).toBe(401)
  await stolen.dispose()
})

test('signing in by password: what is wrong is said at its field', async ({ page, expectMessage }) => {
  expectMessage(/status of 40[01]/)
  await page.goto('/sign-in')
  const [email, password] = [page.getByLabel('Email'), page.getByLabel('Password')]
  const submit = page.getByRole('button', { name: 'Sign in', exact: true })
  await submit.click()
  await expect(email).toHaveAccessibleDescription('Enter an email address, like name@example.org.')
  await email.fill('sofia@demo.local')
  await password.fill('not the password')
  await submit.click()
  await expect(password).toHaveAccessibleDescription(/Email or password is wrong/)
  await expect(email).toHaveValue('sofia@demo.local')
  await password.fill('steward-demo')
  await submit.click()
  await expect(page).toHaveURL(/\/groups$/)
})

test('a session that ended elsewhere leads back to the sign-in page', async ({ browser, watch, baseURL }) => {
  watch.expectMessage(/status of 401/)
  const context = await browser.newContext({ baseURL })
  watch.follow(context)
  await signIn(context.request, 'ada')
  const page = await context.newPage()
  await page.goto('/review')
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible()
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json()
  await context.request.post('/api/auth/signout', { form: { csrfToken, json: 'true' } })
  await page.getByRole('link', { name: 'Groups' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await context.close()
})
