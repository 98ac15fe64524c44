import type { Page } from '@playwright/test'
import { expect, test } from './support/test'

const ink = (page: Page) => page.evaluate(() => getComputedStyle(document.body).color)

test('the console speaks Chinese, and remembers it', async ({ as, community }) => {
  const group = await community.reportedGroup()
  const lin = await as('lin')
  await lin.goto('/review?sort=newest')
  await expect(lin.locator('html')).toHaveAttribute('lang', 'en')
  await lin.getByRole('button', { name: 'Account and settings' }).click()
  await lin.getByText('简体中文').click()
  await expect(lin.locator('html')).toHaveAttribute('lang', 'zh-CN')
  const navigation = lin.getByRole('navigation', { name: '主导航' })
  await expect(navigation.getByRole('link', { name: '审核' })).toBeVisible()
  await expect(navigation.getByRole('link', { name: '群组' })).toBeVisible()
  await lin.reload()
  await expect(lin.getByRole('heading', { level: 1, name: '队列' })).toBeVisible()
  await lin.getByRole('region', { name: '队列' }).getByRole('link', { name: group.name }).click()
  const pane = lin.getByRole('complementary', { name: '决定' })
  await pane.getByRole('checkbox', { name: '暂停群组' }).check()
  await pane.getByRole('button', { name: /^暂停群组/ }).click()
  await expect(pane.getByRole('textbox')).toHaveAccessibleDescription(/3/)
  await expect(pane.getByRole('button', { name: '认领' })).toHaveCount(0)
})

test('light and dark, chosen or as the system has it', async ({ as }) => {
  const lin = await as('lin', { colorScheme: 'light' })
  await lin.goto('/groups')
  const light = await ink(lin)
  await lin.emulateMedia({ colorScheme: 'dark' })
  const dark = await ink(lin)
  expect(dark).not.toBe(light)

  await lin.getByRole('button', { name: 'Account and settings' }).click()
  await lin.getByRole('group', { name: 'Theme' }).getByText('Light').click()
  await expect.poll(() => ink(lin)).toBe(light)
  await lin.reload()
  expect(await ink(lin)).toBe(light)
  await lin.getByRole('button', { name: 'Account and settings' }).click()
  await lin.getByRole('group', { name: 'Theme' }).getByText('Dark').click()
  await lin.emulateMedia({ colorScheme: 'light' })
  await expect.poll(() => ink(lin)).toBe(dark)
})
