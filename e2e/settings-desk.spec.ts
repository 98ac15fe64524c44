import type { Page } from '@playwright/test'
import { expectNoSidewaysScroll, expectNoViolations, PHONE } from './support/looks'
import { expect, test } from './support/test'

const SCREENS = ['reasons', 'queues', 'policies', 'policies/spam', 'presets', 'texts', 'colleagues'] as const

const dialog = (page: Page) => page.getByRole('dialog')
const save = (page: Page) => dialog(page).getByRole('button', { name: 'Save' })
const row = (page: Page, text: string | RegExp) => page.getByRole('row').filter({ hasText: text })
const field = (page: Page, name: string | RegExp) => dialog(page).getByRole('textbox', { name })

/** Opens what can be done with one row and presses one of them, by the keyboard alone. */
async function choose(page: Page, of: string, item: string) {
  const more = page.getByRole('button', { name: `More: ${of}` })
  await more.focus()
  await more.press('Enter')
  await page.getByRole('button', { name: item, exact: true }).press('Enter')
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the settings of the desk, ${colorScheme}`, async ({ as }) => {
    const jonas = await as('jonas', { colorScheme })
    const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined
    for (const screen of SCREENS) {
      await jonas.goto(`/settings/${screen}`)
      await expect(jonas.getByRole('heading', { level: 1 })).toBeVisible()
      await expectNoViolations(jonas, screen, rules)
    }
    await jonas.goto('/settings/presets')
    await jonas.getByRole('button', { name: 'More: Spam group, 7 days' }).click()
    await jonas.getByRole('button', { name: 'Change…' }).click()
    await expect(field(jonas, 'Name, English')).toHaveValue('Spam group, 7 days')
    await expectNoViolations(jonas, 'dialog of a preset', rules)
  })
}

test('a phone shows every screen without moving sideways, and a dialog fits', async ({ as }) => {
  const jonas = await as('jonas', PHONE)
  for (const screen of SCREENS) {
    await jonas.goto(`/settings/${screen}`)
    await expect(jonas.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNoSidewaysScroll(jonas)
  }
  await jonas.goto('/settings/queues')
  await jonas.getByRole('button', { name: 'New queue…' }).click()
  await expect(field(jonas, /^Id/)).toBeFocused()
  await expectNoSidewaysScroll(jonas)
})

test('an owner makes a reason; others see it at once, and whoever saves too late is told', async ({
  as,
  expectMessage,
}) => {
  expectMessage(/status of (400|409)/)
  const [jonas, mara, again] = [await as('jonas'), await as('mara'), await as('jonas')]
  await mara.goto('/settings/reasons')
  await expect(mara.getByText('Only owners change this.')).toBeVisible()
  await expect(mara.getByRole('button', { name: 'New reason…' })).toHaveCount(0)

  await test.step('a fault is told at its field and what was typed stays', async () => {
    await jonas.goto('/settings/reasons')
    await jonas.getByRole('button', { name: 'New reason…' }).click()
    await field(jonas, /^Id/).fill('Off Topic')
    await field(jonas, 'Name, English').fill('Off topic')
    await save(jonas).click()
    await expect(field(jonas, /^Id/)).toHaveAccessibleDescription(/Use small letters/)
    await expect(field(jonas, 'Name, English')).toHaveValue('Off topic')
    await field(jonas, /^Id/).fill('off_topic')
    await field(jonas, 'To decide within').fill('3')
    await save(jonas).click()
    await expect(dialog(jonas)).toHaveCount(0)
  })

  await test.step('it stands in the table of both', async () => {
    for (const page of [jonas, mara]) await expect(row(page, 'off_topic')).toContainText('3 days')
  })

  await test.step('of two who change it, the later one is told and can take what stands there now', async () => {
    await again.goto('/settings/reasons')
    for (const page of [jonas, again]) {
      await choose(page, 'off_topic', 'Change…')
      await expect(field(page, 'Name, English')).toHaveValue('Off topic')
    }
    await field(jonas, 'Name, English').fill('Off the topic')
    await save(jonas).click()
    await expect(dialog(jonas)).toHaveCount(0)
    await field(again, 'Name, English').fill('Beside the point')
    await save(again).click()
    await expect(dialog(again).getByRole('alert')).toContainText('Somebody changed this meanwhile.')
    await expect(field(again, 'Name, English')).toHaveValue('Beside the point')
    await dialog(again).getByRole('button', { name: 'Replace mine by theirs' }).click()
    await expect(field(again, 'Name, English')).toHaveValue('Off the topic')
    await dialog(again).getByRole('checkbox', { name: 'In use' }).uncheck()
    await save(again).click()
    await expect(row(mara, 'off_topic')).toContainText('not in use')
  })
})

test('owners make queues, admins say who works there', async ({ as }) => {
  const [jonas, mara] = [await as('jonas'), await as('mara')]
  await jonas.goto('/settings/queues')
  await jonas.getByRole('button', { name: 'New queue…' }).click()
  await field(jonas, /^Id/).fill('chinese_spam')
  await field(jonas, 'Name, English').fill('Chinese spam')
  await dialog(jonas).getByRole('checkbox', { name: 'Spam' }).check()
  await field(jonas, 'One of these languages').fill('zh')
  await field(jonas, 'One of these languages').press('Enter')
  await expect(dialog(jonas).getByRole('button', { name: 'Remove zh' })).toBeVisible()
  await save(jonas).click()
  const card = (page: Page) => page.getByRole('article').filter({ hasText: 'Chinese spam' })
  await expect(card(jonas)).toContainText('Reasons: Spam · Languages: Chinese')

  await mara.goto('/settings/queues')
  await expect(mara.getByRole('button', { name: 'More: emergency' })).toHaveCount(0)
  await choose(mara, 'chinese_spam', 'Members…')
  await dialog(mara).getByRole('checkbox', { name: /^Lin/ }).check()
  await dialog(mara)
    .getByRole('checkbox', { name: /^On call: Lin/ })
    .check()
  await save(mara).click()
  await expect(card(jonas)).toContainText('On call')
})

test('a policy is written anew, and what changed can be read', async ({ as, expectMessage }) => {
  expectMessage(/status of 400/)
  const jonas = await as('jonas')
  await jonas.goto('/settings/policies')
  await jonas.getByRole('link', { name: 'Impersonation' }).click()
  const text = jonas.getByRole('textbox', { name: 'Text, English' })
  await text.fill('Nobody may pass themselves off as another person, a company, a bank or our staff.')
  await expect(jonas.getByText('What changes')).toBeVisible()
  await expect(jonas.getByRole('insertion').first()).toContainText('a bank')
  await jonas.getByRole('button', { name: 'Save as version 2' }).click()
  await expect(jonas.getByText('Version 2 is saved.')).toBeVisible()
  await expect(jonas.getByRole('listitem').filter({ hasText: 'Version 1' })).toContainText(
    'came with Steward',
  )
  await expect(jonas.getByRole('heading', { name: 'What changed' })).toBeVisible()
  await jonas.getByRole('button', { name: 'Save as version 3' }).click()
  await expect(text).toHaveAccessibleDescription('Change at least one thing.')
})

test('admins arrange presets and texts', async ({ as, expectMessage }) => {
  expectMessage(/status of (400|409)/)
  const mara = await as('mara')
  await mara.goto('/settings/presets')
  await mara.getByRole('button', { name: 'New preset…' }).click()
  await field(mara, 'Name, English').fill('Noise')
  await field(mara, 'Reason, English').fill('Too loud.')
  await expect(dialog(mara).getByRole('combobox', { name: 'Key' })).toHaveValue('1')
  await dialog(mara).getByRole('checkbox', { name: 'Mute member' }).check()
  await save(mara).click()
  await expect(field(mara, 'Lasts')).toHaveAccessibleDescription(/Enter a whole number/)
  await field(mara, 'Lasts').fill('2')
  await save(mara).click()
  await expect(dialog(mara).getByRole('combobox', { name: 'Key' })).toHaveAccessibleDescription(
    /Another preset/,
  )
  await dialog(mara).getByRole('combobox', { name: 'Queue' }).selectOption('General')
  await save(mara).click()
  const card = mara.getByRole('article').filter({ hasText: 'Noise' })
  await expect(card).toContainText('Mute member · 2 days')
  await choose(mara, 'Noise', 'Remove…')
  await dialog(mara).getByRole('button', { name: 'Remove' }).click()
  await expect(card).toHaveCount(0)

  await mara.goto('/settings/texts')
  await choose(mara, 'Report upheld', 'Change…')
  await field(mara, 'Text, English').fill('{number}: done, thanks to {reporter}.')
  await expect(dialog(mara)).toContainText('R-7K2M9QX4: done, thanks to {reporter}.')
  await save(mara).click()
  await expect(field(mara, 'Text, English')).toHaveAccessibleDescription(/\{reporter\} is not filled in/)
  await field(mara, 'Text, English').fill('{number}: done.')
  await save(mara).click()
  await expect(mara.getByText('{number}: done.')).toBeVisible()
})

test('admins say in which languages somebody takes cases, and who they are in the chat', async ({
  as,
  community,
  expectMessage,
}) => {
  expectMessage(/status of 404/)
  const mara = await as('mara')
  const group = await community.group(3)
  const [userId = ''] = group.memberIds
  await mara.goto('/settings/colleagues')
  await choose(mara, 'Ada Obi', 'Languages and queues…')
  await field(mara, 'Languages').fill('zh, en')
  await save(mara).click()
  await expect(row(mara, 'Ada Obi')).toContainText('English, Chinese')

  await choose(mara, 'Ada Obi', 'Chat accounts…')
  await field(mara, 'User id in the chat').fill('nobody-of-this-id')
  await dialog(mara).getByRole('button', { name: 'Link' }).click()
  await expect(field(mara, 'User id in the chat')).toHaveAccessibleDescription(/knows this person/)
  await field(mara, 'User id in the chat').fill(userId)
  await dialog(mara).getByRole('button', { name: 'Link' }).click()
  await expect(dialog(mara).getByText(userId)).toBeVisible()
  await dialog(mara)
    .getByRole('button', { name: /^Unlink/ })
    .click()
  await expect(dialog(mara).getByText(userId)).toHaveCount(0)
})

test('moderators say themselves who they are in the chat', async ({ as, community }) => {
  const lin = await as('lin')
  const { memberIds } = await community.group(3)
  await lin.goto('/review')
  await lin.getByRole('button', { name: 'Account and settings' }).click()
  await lin.getByRole('button', { name: 'My chat accounts…' }).click()
  await field(lin, 'User id in the chat').fill(memberIds[0] ?? '')
  await field(lin, 'User id in the chat').press('Enter')
  await expect(dialog(lin).getByText(memberIds[0] ?? '')).toBeVisible()
  await expect(dialog(lin).getByRole('button', { name: /^Unlink/ })).toHaveCount(0)
  await dialog(lin).getByRole('button', { name: 'Close' }).click()
  const mara = await as('mara')
  await mara.goto('/settings/colleagues')
  await choose(mara, 'Lin Wei 林薇', 'Chat accounts…')
  await dialog(mara)
    .getByRole('button', { name: /^Unlink/ })
    .click()
  await expect(dialog(mara).getByText(memberIds[0] ?? '')).toHaveCount(0)
})
