import type { Page } from '@playwright/test'
import { type Receiver, SECRET, startReceiver } from '@/server/features/alerts/test-receiver'
import { nameOf } from './support/community'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { expect, test } from './support/test'

let receiver: Receiver

test.beforeAll(async () => {
  receiver = await startReceiver()
})
test.afterAll(() => receiver.close())

const dialog = (page: Page) => page.getByRole('dialog')

async function newChannel(page: Page) {
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Alerts' }).click()
  await page.getByRole('button', { name: 'New channel…' }).click()
  await dialog(page).getByRole('combobox', { name: 'Kind' }).selectOption('DingTalk')
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Night watch')
}

test('an owner sets a channel, is told what a wrong secret answers, and tries it again with the right one', async ({
  as,
  expectMessage,
}) => {
  expectMessage(/status of 400/)
  const jonas = await as('jonas')
  await test.step('what is missing is told at its field', async () => {
    await newChannel(jonas)
    await dialog(jonas).getByRole('button', { name: 'Save' }).click()
    await expect(dialog(jonas).getByRole('textbox', { name: 'Webhook address' })).toHaveAccessibleDescription(
      /Enter the webhook's address/,
    )
  })

  await test.step('a wrong secret is refused, and the answer shown', async () => {
    await dialog(jonas).getByRole('textbox', { name: 'Webhook address' }).fill(receiver.url('dingtalk'))
    await dialog(jonas).getByLabel('Secret for signing').fill('another')
    await dialog(jonas).getByRole('checkbox', { name: 'Quiet hours' }).check()
    await expectNoViolations(jonas, 'dialog of a channel')
    await dialog(jonas).getByRole('button', { name: 'Save' }).click()
    await expect(dialog(jonas)).toHaveCount(0)
    await jonas.getByRole('button', { name: 'Send a test to Night watch' }).click()
    await expect(jonas.getByRole('status').getByText('sign not match')).toBeVisible()
    await expect(jonas.getByText('not arriving')).toBeVisible()
  })

  await test.step('the right one is typed anew, and it arrives', async () => {
    await jonas.getByRole('button', { name: 'More: Night watch' }).click()
    await jonas.getByRole('button', { name: 'Change…' }).click()
    await expect(dialog(jonas).getByRole('textbox', { name: 'Webhook address' })).toHaveValue('')
    await expect(dialog(jonas).getByLabel('Secret for signing')).toHaveValue('')
    await dialog(jonas).getByLabel('Secret for signing').fill(SECRET)
    await dialog(jonas).getByRole('button', { name: 'Save' }).click()
    await expect(dialog(jonas)).toHaveCount(0)
    await jonas.getByRole('button', { name: 'Send a test to Night watch' }).click()
    await expect(jonas.getByText('It arrived. The answer was:')).toBeVisible()
    await expect(jonas.getByText('not arriving')).toHaveCount(0)
    expect(receiver.received).toHaveLength(1)
  })
})

test('a reported emergency arrives at once, and names nobody', async ({ as, community }) => {
  const group = await community.group(3)
  const [reporterId = '', accusedId = ''] = group.memberIds
  const message = await community.say(group, accusedId, 'words that stay here')
  await as('jonas')
  receiver.received.length = 0
  const before = Date.now()
  await community.report(reporterId, message, { reason: 'danger' })
  await expect.poll(() => receiver.received.length, { intervals: [50] }).toBe(1)
  expect(Date.now() - before).toBeLessThan(5_000)
  const body = receiver.received[0]?.body ?? ''
  expect(body).toMatch(/Emergency.*Case \d+ · queue: Emergencies · reason: Danger to life/)
  for (const secret of ['words that stay here', group.name, nameOf(accusedId), accusedId]) {
    expect(body).not.toContain(secret)
  }
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the alerts, ${colorScheme}`, async ({ as }) => {
    const jonas = await as('jonas', { colorScheme })
    await jonas.goto('/settings/alerts')
    await expect(jonas.getByRole('heading', { name: 'Night watch' })).toBeVisible()
    await expectNoViolations(jonas, 'alerts', colorScheme === 'dark' ? ['color-contrast'] : undefined)
  })
}

test('a phone shows them without moving sideways, whoever only reads is told so, and one is removed', async ({
  as,
}) => {
  const mara = await as('mara', PHONE)
  await mara.goto('/settings/alerts')
  await expect(mara.getByText('Only owners change this.')).toBeVisible()
  await expect(mara.getByRole('button', { name: /Send a test/ })).toHaveCount(0)
  await expectNoSidewaysScroll(mara)
  const jonas = await as('jonas', PHONE)
  await newChannel(jonas)
  await expectNoSidewaysScroll(jonas)
  await dialog(jonas).getByRole('button', { name: 'Cancel' }).click()
  await jonas.getByRole('button', { name: 'More: Night watch' }).click()
  await jonas.getByRole('button', { name: 'Remove…' }).click()
  await dialog(jonas).getByRole('button', { name: 'Remove' }).click()
  await expect(jonas.getByText('No channel yet')).toBeVisible()
})
