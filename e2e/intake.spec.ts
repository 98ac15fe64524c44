import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { e2e } from '@/server/testing/e2e'
import { nameOf } from './support/community'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { openCase } from './support/review'
import { expect, test } from './support/test'

const dialog = (page: Page) => page.getByRole('dialog')

/** Sends a report as a backend does. */
async function send(key: string, secret: string, report: object): Promise<number> {
  const [path, body, time, nonce] = ['/api/v1/reports', JSON.stringify(report), Date.now(), randomUUID()]
  const bodyHash = createHash('sha256').update(body).digest('hex')
  const text = ['Steward-HMAC-SHA256', 'POST', path, bodyHash, time, nonce].join('\n')
  const signature = createHmac('sha256', secret).update(text).digest('hex')
  const authorization = `Steward-HMAC-SHA256 key=${key}, time=${time}, nonce=${nonce}, signature=${signature}`
  const headers = { authorization, 'content-type': 'application/json' }
  return (await fetch(e2e.url + path, { method: 'POST', headers, body })).status
}

async function choose(page: Page, item: string) {
  await page.getByRole('button', { name: 'More: Spam scanner' }).click()
  await page.getByRole('button', { name: item }).click()
}

test('a backend gets a key, reports with it, gets another secret and is revoked', async ({
  as,
  community,
}) => {
  const jonas = await as('jonas')
  await jonas.goto('/settings/clients')
  await jonas.getByRole('button', { name: 'New client…' }).click()
  await dialog(jonas).getByRole('textbox', { name: 'Name' }).fill('Spam scanner')
  await dialog(jonas).getByRole('button', { name: 'Make client' }).click()
  await expectNoViolations(jonas, 'dialog of a secret')
  const key = await dialog(jonas).getByRole('textbox', { name: 'Key' }).inputValue()
  const secret = await dialog(jonas).getByRole('textbox', { name: 'Secret' }).inputValue()
  await dialog(jonas).getByRole('button', { name: 'I have kept it' }).click()
  await expect(dialog(jonas)).toBeHidden()

  const group = await community.group(3)
  const subject = { kind: 'group', groupId: group.id }
  const found = { subject, reason: 'spam', automated: true, detector: 'link-scan' }
  expect(await send(key, secret, found)).toBe(201)

  await choose(jonas, 'New secret…')
  await dialog(jonas).getByRole('combobox').selectOption({ label: 'not any more' })
  await dialog(jonas).getByRole('button', { name: 'New secret' }).click()
  const next = await dialog(jonas).getByRole('textbox', { name: 'Secret' }).inputValue()
  await dialog(jonas).getByRole('button', { name: 'I have kept it' }).click()
  expect(await send(key, secret, found)).toBe(401)
  expect(await send(key, next, found)).toBe(200)

  await choose(jonas, 'Revoke…')
  await dialog(jonas).getByRole('button', { name: 'Revoke' }).click()
  await expect(jonas.getByText('Revoked').first()).toBeVisible()
  expect(await send(key, next, found)).toBe(401)
})

test('a reporter is muted from a case, and heard again in the settings', async ({ as, community }) => {
  const group = await community.reportedGroup()
  const reporter = nameOf(group.memberIds[0] ?? '')
  const lin = await as('lin')
  await openCase(lin, group.name)
  await expect(lin.getByText('No earlier report decided').first()).toBeVisible()
  await lin.getByRole('button', { name: 'Mute reporter…' }).first().click()
  await dialog(lin).getByRole('textbox', { name: 'Reason' }).fill('The same report every day')
  await expectNoViolations(lin, 'dialog that mutes a reporter')
  await dialog(lin).getByRole('button', { name: 'Mute reporter' }).click()
  await expect(lin.getByText('Muted until').first()).toBeVisible()
  const jonas = await as('jonas')
  await jonas.goto('/settings/reports')
  await jonas.getByRole('button', { name: `Hear ${reporter} again` }).click()
  await expect(jonas.getByText('Nobody is muted.')).toBeVisible()
  await expect(lin.getByText('Muted until')).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on clients and reports, ${colorScheme}`, async ({ as }) => {
    const jonas = await as('jonas', { colorScheme })
    for (const screen of ['clients', 'reports']) {
      await jonas.goto(`/settings/${screen}`)
      await expect(jonas.getByRole('heading', { level: 1 })).toBeVisible()
      await expectNoViolations(jonas, screen, colorScheme === 'dark' ? ['color-contrast'] : undefined)
    }
  })
}

test('a phone shows clients and reports without moving sideways', async ({ as }) => {
  const jonas = await as('jonas', PHONE)
  for (const screen of ['clients', 'reports']) {
    await jonas.goto(`/settings/${screen}`)
    await expect(jonas.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSidewaysScroll(jonas)
  }
})
