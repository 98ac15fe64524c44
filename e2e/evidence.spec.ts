import { nameOf } from './support/community'
import { expectNoViolations } from './support/looks'
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

test('a copied picture is blurred until it is revealed, and comes from the console alone', async ({
  as,
  community,
}) => {
  const group = await community.group(4)
  const [reporterId = '', accusedId = ''] = group.memberIds
  const message = await community.sayPicture(group, accusedId)
  await community.report(reporterId, message, { reason: 'sexual' })
  const lin = await as('lin')
  const asked: string[] = []
  lin.on('request', (request) => asked.push(request.url()))
  await openCase(lin, nameOf(accusedId))
  const picture = lin.getByRole('img', { name: /^Picture from/ })
  await expect(picture).toHaveCSS('filter', /blur.*grayscale/)
  await awake(lin)
  await lin.keyboard.press('r')
  await expect(picture).toHaveCSS('filter', 'none')
  await expectNoViolations(lin, 'a picture')
  await expect.poll(() => picture.evaluate((one) => Reflect.get(one, 'naturalWidth'))).toBe(480)
  await lin.getByRole('button', { name: 'Hide again' }).click()
  await expect(picture).toHaveCSS('filter', /blur/)
  expect(asked.filter((url) => url.includes('/object/'))).toEqual([])
  expect(asked.some((url) => url.includes('/api/evidence/'))).toBe(true)
})

test('an emergency shows nothing by itself, and every look is on record', async ({ as, community }) => {
  const group = await community.group(4)
  const [reporterId = '', accusedId = ''] = group.memberIds
  const message = await community.sayPicture(group, accusedId)
  await community.report(reporterId, message, { reason: 'child_safety' })
  const owner = await as('jonas')
  await openCase(owner, nameOf(accusedId))
  const show = owner.getByRole('button', { name: 'Show, on record' })
  await expect(show).toBeVisible()
  await awake(owner)
  await owner.keyboard.press('r')
  await expect(owner.getByRole('img', { name: /^Picture from/ })).toHaveCount(0)
  await show.click()
  await expect(owner.getByRole('img', { name: /^Picture from/ })).toBeVisible()
})

test('more of a conversation is read for a purpose; what became of a message is told', async ({
  as,
  community,
}) => {
  const group = await community.group(4)
  const [reporterId = '', accusedId = '', otherId = ''] = group.memberIds
  const message = await community.say(group, accusedId, 'The reported one')
  await community.report(reporterId, message, { reason: 'spam' })
  const lin = await as('lin')
  await openCase(lin, nameOf(accusedId))
  await expect(lin.getByText('Unchanged in OpenIM')).toBeVisible()
  await community.say(group, otherId, 'Somebody answers')
  await lin.getByRole('button', { name: 'Read what came after' }).click()
  await lin.getByRole('textbox', { name: 'What for' }).fill('Who answered')
  await lin.getByRole('button', { name: 'Read messages' }).click()
  await expect(lin.getByText('Somebody answers')).toBeVisible()
  await expect(lin.getByText('No earlier case')).toBeVisible()
  await expectNoViolations(lin, 'more of a conversation')
})

test('several messages of one sender are parts of one case, the gravest first', async ({ as, community }) => {
  const group = await community.group(5)
  const [one = '', accusedId = '', two = ''] = group.memberIds
  const spam = await community.say(group, accusedId, 'Buy cheap followers today')
  const threat = await community.say(group, accusedId, 'Or I come and find you')
  await community.report(one, spam, { reason: 'spam', text: 'Spam, and a lot of it.' })
  await community.report(two, threat, { reason: 'threat', text: 'A threat.' })
  const lin = await as('lin')
  await openCase(lin, nameOf(accusedId))
  const parts = lin.getByRole('navigation', { name: 'What this case is about' })
  const current = parts.locator('[aria-current]')
  await expect(current).toContainText('Or I come and find you')
  await expect(lin.getByText('A threat.').first()).toBeVisible()
  await expect(lin.getByText('Reported once: Threat')).toBeVisible()
  await awake(lin)
  await lin.keyboard.press('[')
  await expect(current).toContainText('Buy cheap followers today')
  await expect(lin.getByText('Reported once: Spam')).toBeVisible()
  await lin.keyboard.press(']')
  await expect(lin.getByText('Reported once: Threat')).toBeVisible()
  await parts.getByRole('button', { name: /Buy cheap/ }).click()
  await expect(lin.getByText('Reported once: Spam')).toBeVisible()
  await expectNoViolations(lin, 'parts of a case')
  await lin.emulateMedia({ colorScheme: 'dark' })
  await expectNoViolations(lin, 'parts of a case, dark', ['color-contrast'])
})
