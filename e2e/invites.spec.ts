import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { e2e } from '@/server/testing/e2e'
import { type Community, nameOf } from './support/community'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { awake } from './support/review'
import { expect, test } from './support/test'

const dialog = (page: Page) => page.getByRole('dialog')
const arrivals = (page: Page) => page.getByRole('table', { name: 'Who came' })
const options = { operationId: 'e2e', timeoutMs: 10_000 }

/** Somebody who is in no group yet. */
async function newcomer({ openim }: Community): Promise<string> {
  const id = `e2e_${randomUUID().slice(0, 8)}_0`
  await openim.users.register([{ id, nickname: nameOf(id) }], options)
  return id
}

/** What the client API answers to somebody who uses a link in their app. */
async function use({ openim }: Community, address: string, userId: string) {
  const { token } = await openim.auth.userToken(userId, 5, options)
  const code = address.split('/').at(-1) ?? ''
  const response = await fetch(`${e2e.url}/api/v1/invites/${code}/redemptions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{}',
  })
  return { status: response.status, answer: await response.json() }
}

test('support makes a link, somebody comes by it, and it ends', async ({ as, community, expectMessage }) => {
  expectMessage(/status of 403/)
  const group = await community.group(3)
  const sofia = await as('sofia', { permissions: ['clipboard-read', 'clipboard-write'] })
  await sofia.goto(`/groups/${group.id}`)
  await sofia.getByRole('button', { name: 'New link…' }).click()
  await expect(dialog(sofia)).toContainText(group.id)
  await dialog(sofia).getByLabel('Uses').fill('101')
  await dialog(sofia).getByRole('button', { name: 'Make link' }).click()
  await expect(dialog(sofia)).toContainText('Your role may give a link 100 uses at most.')
  await dialog(sofia).getByLabel('Uses').fill('2')
  await dialog(sofia).getByLabel('Label').fill('Poster')
  await dialog(sofia).getByRole('button', { name: 'Make link' }).click()
  await expect(dialog(sofia)).toContainText('The link is ready')
  await dialog(sofia).getByRole('button', { name: 'Copy' }).click()
  await expect(dialog(sofia)).toContainText('Copied')
  const address = await sofia.evaluate(() => navigator.clipboard.readText())
  await dialog(sofia).getByRole('link', { name: 'Open its page' }).click()
  await expect(sofia.getByText('Nobody has come by this link yet')).toBeVisible()

  const ann = await newcomer(community)
  expect(await use(community, address, ann)).toMatchObject({ status: 201 })
  // It shows by itself.
  const row = arrivals(sofia)
    .getByRole('row')
    .filter({ hasText: nameOf(ann) })
  await expect(row).toContainText('Joined')
  await expect(row.getByRole('cell', { name: 'yes' })).toBeVisible()
  await row.getByRole('button', { name: /^More about/ }).click()
  await sofia.getByRole('button', { name: 'Give the use back…' }).click()
  await dialog(sofia).getByRole('button', { name: 'Give the use back' }).click()
  await expect(row).toContainText('given back')

  await sofia.getByRole('button', { name: 'More', exact: true }).click()
  await sofia.getByRole('button', { name: 'Revoke…' }).click()
  await dialog(sofia).getByRole('button', { name: 'Revoke' }).click()
  await expect(sofia.getByText('Ended for good.')).toBeVisible()

  const bo = await newcomer(community)
  const { status, answer } = await use(community, address, bo)
  expect(status).toBeGreaterThanOrEqual(400)
  await sofia.goto('/invites/check')
  await awake(sofia)
  await sofia.getByLabel('Link, code or reference').fill(String(Reflect.get(Object(answer), 'reference')))
  await sofia.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(sofia.getByRole('heading', { name: 'The link is revoked' })).toBeVisible()
  await sofia.getByRole('button', { name: 'Replace…' }).click()
  await expect(dialog(sofia).getByLabel('Label')).toHaveValue('Poster')
})

test('axe finds nothing on the pages of links, and nothing is wider than a phone', async ({ as }) => {
  for (const look of ['light', 'dark', 'phone'] as const) {
    const mara = await as('mara', look === 'phone' ? PHONE : { colorScheme: look })
    const check = async (where: string) => {
      if (look === 'phone') await expectNoSidewaysScroll(mara)
      else
        await expectNoViolations(mara, `${where}, ${look}`, look === 'dark' ? ['color-contrast'] : undefined)
    }
    await mara.goto('/invites')
    await expect(mara.getByRole('table', { name: 'Invites' })).toBeVisible()
    await check('links')
    await mara.goto('/invites/CH01-RSPR-1NG7')
    await expect(mara.getByRole('img', { name: /^QR code/ })).toBeVisible()
    await expect(arrivals(mara).getByRole('row')).toHaveCount(7)
    await check('link')
    await mara.getByRole('button', { name: 'Edit…' }).click()
    await expect(dialog(mara).getByLabel('Uses')).toHaveValue('50')
    await check('dialog')
    await mara.goto('/invites/check?text=BC7X2MKT94QD&user=kyle_vance')
    await expect(mara.getByRole('region', { name: 'Result' })).toBeVisible()
    await check('check')
    await mara.goto('/settings/invites')
    await expect(mara.getByRole('textbox', { name: 'Support: Uses' })).toHaveValue('100')
    await check('settings')
  }
})
