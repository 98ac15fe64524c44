import { nameOf } from './support/community'
import { awake, openCase, queue } from './support/review'
import { expect, test } from './support/test'

test('a copy that is not what was written is told, and both stand side by side', async ({
  as,
  community,
}) => {
  const group = await community.group(5)
  const [forgerId = '', honestId = '', accusedId = ''] = group.memberIds
  const message = await community.say(group, accusedId, 'See you on Monday.')
  const forged = { ...message, content: JSON.stringify({ content: 'I will find you on Monday.' }) }
  await community.report(forgerId, forged, { reason: 'threat' })
  const lin = await as('lin')
  await openCase(lin, nameOf(accusedId))
  await expect(lin.getByText('Differs from OpenIM').first()).toBeVisible()
  const figures = lin.getByRole('figure')
  await expect(figures.filter({ hasText: 'OpenIM had' })).toContainText('See you on Monday.')
  await expect(figures.filter({ hasText: nameOf(forgerId) })).toContainText('I will find you on Monday.')

  await test.step('a second report joins the open case by itself', async () => {
    await community.report(honestId, message, { reason: 'other', text: 'I was there, he is kind.' })
    await expect(lin.getByText('I was there, he is kind.').first()).toBeVisible()
    await expect(queue(lin).getByRole('link', { name: nameOf(accusedId) })).toContainText('2 reports')
    await expect(lin.getByText('Reported 2 times: Threat, Other')).toBeVisible()
  })
})

test('pictures are hidden until somebody wants to see them', async ({ as, community }) => {
  const group = await community.group(4)
  const [reporterId = '', accusedId = ''] = group.memberIds
  const message = await community.sayPicture(group, accusedId)
  await community.report(reporterId, message, { reason: 'sexual' })
  const lin = await as('lin')
  await openCase(lin, nameOf(accusedId))
  await expect(lin.getByText('Picture hidden')).toBeVisible()
  await awake(lin)
  await lin.keyboard.press('r')
  await expect(lin.getByText('Picture hidden')).toBeHidden()
  await expect(lin.getByRole('img', { name: /^Picture from/ })).toBeVisible()
  await lin.getByRole('button', { name: 'Hide picture' }).click()
  await expect(lin.getByText('Picture hidden')).toBeVisible()
})
