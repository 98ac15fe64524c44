import { awake, card, decide, queue, reason } from './support/review'
import { expect, test } from './support/test'

test('a case is found, decided, taken back and closed by keyboard alone', async ({ as, community }) => {
  // Nobody else reports a group for this reason, so the list holds these two.
  for (const name of ['Keyboard one', 'Keyboard two'])
    await community.reportedGroup(5, { name, reason: 'impersonation' })
  const lin = await as('lin')
  const { keyboard } = lin
  await lin.goto('/review?sort=newest&kind=group&reason=impersonation')
  const rows = queue(lin).getByRole('list').getByRole('link')
  await expect(rows).toContainText(['Keyboard two', 'Keyboard one'])
  await awake(lin)

  await test.step('j and k move along the queue, Enter opens', async () => {
    await keyboard.press('j')
    await expect(rows.first()).toBeFocused()
    await keyboard.press('j')
    await expect(rows.nth(1)).toBeFocused()
    await keyboard.press('k')
    await expect(rows.first()).toBeFocused()
    await keyboard.press('Enter')
    await expect(lin.getByRole('heading', { level: 1, name: 'Keyboard two' })).toBeVisible()
  })

  await test.step('d leads to the choices, a key chooses, typing is only typing', async () => {
    await keyboard.press('d')
    await expect(decide(lin).getByRole('radio').first()).toBeFocused()
    await expect(decide(lin)).toContainText('You hold this case.')
    await keyboard.press('a')
    await expect(decide(lin).getByRole('combobox', { name: 'Search actions' })).toBeFocused()
    await keyboard.type('susp')
    await expect(decide(lin).getByRole('option').first()).toContainText('Suspend group')
    await keyboard.press('Enter')
    await expect(decide(lin).getByRole('checkbox', { name: 'Suspend group' })).toBeChecked()
    await expect(reason(lin)).toBeFocused()
    await expect(decide(lin)).toContainText('What will happen')
    await keyboard.type('x 2 u ? fraud')
    await expect(reason(lin)).toHaveValue('x 2 u ? fraud')
    await expect(decide(lin).getByRole('checkbox', { name: 'Suspend group' })).toBeChecked()
    await expect(lin.getByRole('dialog')).toHaveCount(0)
  })

  await test.step('Ctrl+Enter submits, u takes back', async () => {
    await keyboard.press('ControlOrMeta+Enter')
    await expect(card(lin, 'Suspend group').getByRole('timer')).toBeVisible()
    await keyboard.press('u')
    const list = lin.getByRole('dialog', { name: 'Take back a decision' })
    await expect(list).toContainText('Suspend group · Keyboard two')
    await expect(list.getByRole('button', { name: 'Take back' }).first()).toBeFocused()
    await keyboard.press('Enter')
    await expect(list).toBeHidden()
    await expect(decide(lin)).toContainText('Taken back')
    await expect(decide(lin)).toContainText('You hold this case.')
  })

  await test.step('x is for no violation, n for the next case', async () => {
    await reason(lin).fill('A family group, nothing else.')
    await keyboard.press('Escape')
    await keyboard.press('x')
    await expect(reason(lin)).toHaveValue('A family group, nothing else.')
    await keyboard.press('ControlOrMeta+Enter')
    await expect(decide(lin)).toContainText('Closed without action')
    await keyboard.press('n')
    await expect(lin.getByRole('heading', { level: 1, name: 'Keyboard two' })).toBeHidden()
    await expect(decide(lin)).toContainText('You hold this case.')
    await expect(decide(lin).getByRole('radio').first()).toBeVisible()
  })
})

test('keys lead to every page, ? shows them, and single keys can be switched off', async ({ as }) => {
  const mara = await as('mara')
  const { keyboard } = mara
  await mara.goto('/review')
  const map = mara.getByRole('dialog', { name: 'Keyboard map' })

  await test.step('the map', async () => {
    await awake(mara)
    await keyboard.press('?')
    await expect(map).toContainText('Next or previous case')
    await keyboard.press('Escape')
    await expect(map).toBeHidden()
  })

  await test.step('pages and search', async () => {
    await keyboard.press('g')
    await keyboard.press('g')
    await expect(mara).toHaveURL(/\/groups$/)
    await expect(mara.getByRole('heading', { level: 1, name: 'Groups' })).toBeVisible()
    await keyboard.press('/')
    await expect(mara.getByRole('searchbox')).toBeFocused()
    await keyboard.press('Escape')
    await keyboard.press('g')
    await keyboard.press('a')
    await expect(mara.getByRole('heading', { level: 1, name: 'Audit' })).toBeVisible()
    await keyboard.press('g')
    await keyboard.press('r')
    await expect(mara.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible()
  })

  await test.step('by where a key lies, and never while an input method composes', async () => {
    const first = queue(mara).getByRole('list').getByRole('link').first()
    await expect(first).toBeVisible()
    const press = (init: { code: string; key: string; isComposing?: boolean }) =>
      mara.evaluate((event) => {
        window.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...event }))
      }, init)
    await press({ code: 'KeyJ', key: 'j', isComposing: true })
    await press({ code: 'Digit1', key: 'j' })
    await expect(first).not.toBeFocused()
    // A Russian layout.
    await press({ code: 'KeyJ', key: 'о' })
    await expect(first).toBeFocused()
    await mara.getByRole('heading', { level: 1, name: 'Queue' }).click()
  })

  await test.step('switched off', async () => {
    await mara.getByRole('button', { name: 'Account and settings' }).click()
    const menu = mara.getByRole('dialog', { name: 'Account and settings' })
    await menu.getByRole('group', { name: 'Single-key shortcuts' }).getByText('Off').click()
    await expect(queue(mara).getByText('all keys')).toBeHidden()
    await keyboard.press('Escape')
    await expect(menu).toBeHidden()
    await keyboard.press('?')
    await keyboard.press('j')
    await keyboard.press('g')
    await keyboard.press('g')
    await expect(map).toBeHidden()
    await expect(queue(mara).getByRole('list').getByRole('link').first()).not.toBeFocused()
    await expect(mara).toHaveURL(/\/review$/)
  })
})
