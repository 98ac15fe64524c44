import { expectNoViolations } from './support/looks'
import { awake, card, decide, openCase, queue, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

test('an obvious case takes two strokes: a preset, and on to the next', async ({ as, community }) => {
  for (const name of ['Obvious one', 'Obvious two'])
    await community.reportedGroup(5, { name, reason: 'illegal' })
  const lin = await as('lin')
  await lin.goto('/review?sort=newest&kind=group&reason=illegal')
  await queue(lin).getByRole('link', { name: 'Obvious two' }).click()
  await expect(lin.getByRole('heading', { level: 1, name: 'Obvious two' })).toBeVisible()
  await awake(lin)

  let strokes = 0
  const press = async (key: string) => {
    strokes += 1
    await lin.keyboard.press(key)
  }
  await press('8')
  await press('ControlOrMeta+Shift+Enter')
  await expect(lin.getByRole('heading', { level: 1, name: 'Obvious two' })).toBeHidden()
  await expect(decide(lin)).toContainText('You hold this case.')
  expect(strokes).toBe(2)

  await test.step('it is on the list of what can be taken back, by name', async () => {
    await lin.keyboard.press('u')
    const list = lin.getByRole('dialog', { name: 'Take back a decision' })
    await expect(list).toContainText('Suspend group · Obvious two')
    await expectNoViolations(lin, 'what can be taken back')
    await lin.keyboard.press('Escape')
    await expect(list).toBeHidden()
  })

  await test.step('no violation takes two as well', async () => {
    await press('x')
    await press('ControlOrMeta+Enter')
    await expect(decide(lin)).toContainText('Closed without action')
    expect(strokes).toBe(4)
  })
})

test('one decision takes several actions, and is verified when all of them are', async ({
  as,
  community,
}) => {
  const group = await community.group(4)
  const [speaker = '', reporter = ''] = group.memberIds
  const message = await community.say(group, speaker, 'Buy followers, cheap and fast')
  await community.report(reporter, message, { reason: 'spam' })
  const lin = await as('lin')
  await openCase(
    lin,
    (await community.members(group)).find(({ userId }) => userId === speaker)?.nickname ?? '',
  )

  await decide(lin).getByRole('checkbox', { name: 'Revoke message' }).check()
  await decide(lin).getByRole('checkbox', { name: 'Mute member' }).check()
  await expect(decide(lin).getByRole('combobox', { name: 'Policy' })).toHaveValue('spam')
  await expect(decide(lin).getByText('What will happen')).toHaveCount(2)
  await expectNoViolations(lin, 'a decision of several actions')
  await reason(lin).fill('Advertising, again and again.')
  await decide(lin).getByRole('button', { name: 'Revoke and Mute' }).click()

  await expect(card(lin, 'Revoke message')).toContainText(VERIFIED, { timeout: 20_000 })
  await expect(card(lin, 'Mute member')).toContainText(VERIFIED, { timeout: 20_000 })
  await expect(decide(lin)).toContainText('Policy: Spam, version 1')
})
