import { nameOf } from './support/community'
import { card, choose, decide, queue, reason, VERIFIED } from './support/review'
import { staff } from './support/staff'
import { expect, test } from './support/test'

test('a report becomes a verified suspension, and the suspension is lifted', async ({ as, community }) => {
  const [lin, ada] = [await as('lin'), await as('ada')]
  await lin.goto('/review?kind=message&reason=illegal')
  await ada.goto('/review?kind=message&reason=illegal')
  const group = await community.group(12, { admins: 1 })
  const [reporterId = '', accusedId = ''] = group.memberIds
  const name = nameOf(accusedId)
  for (const text of ['Good morning!', 'Who brings the tent?', 'I do.'])
    await community.say(group, reporterId, text)
  const message = await community.say(group, accusedId, 'Double your money by Friday, write to me')
  await community.say(group, reporterId, 'Please stop.')

  await test.step('the report shows up by itself', async () => {
    await community.report(reporterId, message, { reason: 'illegal', text: 'He writes this to everybody.' })
    await expect(queue(lin).getByRole('link', { name })).toBeVisible()
    await expect(queue(lin).getByRole('link', { name })).toContainText('1 report')
  })

  await test.step('the case shows what was reported', async () => {
    await queue(lin).getByRole('link', { name }).click()
    await expect(lin.getByRole('heading', { level: 1, name })).toBeVisible()
    const reported = lin.getByRole('listitem').filter({ hasText: 'Reported once: Illegal goods' })
    await expect(reported).toContainText('Double your money by Friday')
    await expect(lin.getByText('Matches OpenIM')).toBeVisible()
    await expect(lin.getByRole('listitem').filter({ hasText: 'Who brings the tent?' })).toBeVisible()
    await expect(lin.getByText('He writes this to everybody.').first()).toBeVisible()
    await expect(lin.getByText('Members may write')).toBeVisible()
  })

  await test.step('a claim is seen by the other moderator', async () => {
    await decide(lin).getByRole('button', { name: 'Claim' }).click()
    await expect(decide(lin)).toContainText('You hold this case.')
    await expect(queue(ada).getByRole('link', { name })).toContainText(`Held by ${staff('lin').name}`)
    await queue(ada).getByRole('link', { name }).click()
    await expect(decide(ada)).toContainText(`${staff('lin').name} holds this case.`)
  })

  await test.step('a suspension needs a reason', async () => {
    await choose(lin, 'Suspend group')
    await expect(decide(lin)).toContainText('12 members cannot write any more')
    await expect(decide(lin)).toContainText('Can be taken back: Lift suspension.')
    await decide(lin).getByRole('button', { name: 'Suspend group, 12 people' }).click()
    await expect(reason(lin)).toHaveAccessibleDescription(/Write at least 3 characters/)
    await expect(reason(lin)).toBeFocused()
    await expect(decide(lin).getByRole('checkbox', { name: 'Suspend group' })).toBeChecked()
  })

  await test.step('it waits, is sent, and is read back', async () => {
    await reason(lin).fill('Investment fraud, third time this week.')
    await decide(lin).getByRole('button', { name: 'Suspend group, 12 people' }).click()
    await expect(decide(lin).getByRole('timer')).toHaveText(/Takes effect in [1-4] s/)
    expect(await community.status(group)).toBe('normal')
    await expect(decide(lin)).toContainText(VERIFIED)
    await expect(decide(ada)).toContainText(VERIFIED)
    expect(await community.status(group)).toBe('muted')
    await expect(lin.getByText('Members are muted')).toBeVisible()
  })

  await test.step('the audit has it all', async () => {
    const mara = await as('mara')
    await mara.goto(`/audit?subject=${group.id}`)
    const row = mara.getByRole('row').filter({ hasText: staff('lin').name })
    await expect(row.filter({ hasText: 'Suspend group' })).toBeVisible()
    await expect(mara.getByRole('row').filter({ hasText: 'Action ended' })).toBeVisible()
    await row.getByRole('link', { name: 'Suspend group' }).click()
    await expect(mara.getByText('Investment fraud, third time this week.')).toBeVisible()
  })

  await test.step('the suspension is lifted from the case', async () => {
    await decide(lin).getByRole('button', { name: 'Lift suspension' }).click()
    const dialog = lin.getByRole('dialog', { name: 'Lift the suspension?' })
    await expect(dialog).toContainText('12 members may write again.')
    await reason(lin).fill('The owner removed the person.')
    await dialog.getByRole('button', { name: 'Lift suspension' }).click()
    await expect(dialog).toBeHidden()
    await expect(card(lin, 'Lift suspension')).toContainText(VERIFIED)
    await expect.poll(() => community.status(group)).toBe('normal')
    await expect(lin.getByText('Members may write')).toBeVisible()
  })
})
