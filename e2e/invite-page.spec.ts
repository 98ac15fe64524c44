import type { Page } from '@playwright/test'
import { z } from 'zod'
import type { Group } from './support/community'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { openCase } from './support/review'
import { expect, test } from './support/test'

const made = z.object({ result: z.object({ data: z.object({ id: z.string(), code: z.string() }) }) })

/** A link into a group, made by whoever is signed in on the page. */
async function makeLink(page: Page, group: Group, terms: object = {}): Promise<{ id: string; code: string }> {
  // Steward knows the group once its page was opened.
  await page.goto(`/groups/${group.id}`)
  await expect(page.getByRole('heading', { name: group.name })).toBeVisible()
  const data = { groupId: group.id, maxUses: 5, expiresAt: Date.now() + 86_400_000, ...terms }
  const answer = await page.request.post('/api/trpc/invites.create', { data })
  return made.parse(await answer.json()).result.data
}

test('a stranger opens a link without scripts on a phone, reports the group, and a case has it', async ({
  as,
  browser,
  baseURL,
  community,
}) => {
  const group = await community.group(3)
  const ada = await as('ada')
  const { code } = await makeLink(ada, group)
  const context = await browser.newContext({ ...PHONE, baseURL, javaScriptEnabled: false, locale: 'en-GB' })
  const stranger = await context.newPage()
  const loaded: string[] = []
  stranger.on('request', (request) => loaded.push(request.resourceType()))
  await stranger.goto(`/i/${code.toLowerCase()}`)
  await expect(stranger.getByRole('heading', { name: group.name })).toBeVisible()
  await expect(stranger.getByText('Fewer than 10 members')).toBeVisible()
  await expect(stranger.getByText(code.match(/.{4}/g)?.join('-') ?? '')).toBeVisible()
  expect(loaded.filter((type) => type !== 'document')).toEqual([])
  await expectNoSidewaysScroll(stranger)
  await stranger.getByRole('link', { name: '简体中文' }).click()
  await expect(stranger.getByText('邀请您加入')).toBeVisible()
  await stranger.getByRole('link', { name: 'English' }).click()
  await stranger.getByRole('link', { name: 'Report this group' }).click()
  await stranger.getByRole('radio', { name: 'Spam' }).check()
  await stranger.getByLabel('What happened?').fill('They sell followers')
  await stranger.getByRole('button', { name: 'Send report' }).click()
  await expect(stranger.getByRole('heading', { name: 'Report sent' })).toBeVisible()
  await context.close()
  await openCase(ada, group.name)
  await expect(ada.getByText('They sell followers').first()).toBeVisible()
  await expect(ada.getByText('Visitor of an invite page').first()).toBeVisible()
})

test('a code that does not work says so with a reference, and nothing more', async ({
  page,
  as,
  community,
  expectMessage,
}) => {
  expectMessage(/404/)
  const group = await community.group(2)
  const ada = await as('ada')
  const { id, code } = await makeLink(ada, group)
  await ada.request.post('/api/trpc/invites.revoke', { data: { id, version: 1 } })
  const shown: string[] = []
  for (const one of [code, '000000000000', 'nonsense']) {
    const response = await page.goto(`/i/${one}`)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
    expect(await page.locator('code').textContent()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    shown.push((await page.content()).replace(/[0-9A-Z]{4}-[0-9A-Z]{4}/, ''))
  }
  expect(new Set(shown).size).toBe(1)
})

test('the pages for strangers break no rule of accessibility, light or dark', async ({
  page,
  as,
  community,
  expectMessage,
}) => {
  expectMessage(/404/)
  const { code } = await makeLink(await as('ada'), await community.group(2), { mode: 'apply' })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const path of [`/i/${code}`, `/i/${code}/report`, '/i/000000000000', '/api/v1/docs']) {
      await page.goto(path)
      await expectNoViolations(page, `${path}, ${colorScheme}`)
    }
  }
})
