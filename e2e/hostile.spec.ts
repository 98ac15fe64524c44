import { nameOf } from './support/community'
import { awake, openCase } from './support/review'
import { expect, test } from './support/test'

const HOSTILE = [
  '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 1">',
  `${'\u202e'.repeat(5)}txet sdrawkcab \u2066\u2067`,
  `Z${'\u0351\u0344\u0306'.repeat(300)}algo`,
  'w'.repeat(30_000),
]

test('content of users changes nothing but its own box', async ({ as, community }) => {
  const group = await community.group(4, { name: '\u202eClub <b>of</b> \u2069\u2069turners' })
  const [reporterId = '', accusedId = ''] = group.memberIds
  for (const text of HOSTILE) await community.say(group, accusedId, text)
  const message = await community.say(group, accusedId, HOSTILE.join('\n'))
  await community.report(reporterId, message, { reason: 'spam', text: HOSTILE.join('\n\n').slice(0, 1_900) })
  const lin = await as('lin')
  await openCase(lin, nameOf(accusedId))
  await expect(lin.getByText('window.pwned = 1').first()).toBeVisible()
  expect(await lin.evaluate(() => 'pwned' in window)).toBe(false)

  await test.step('the page is no wider, and every text has an end', async () => {
    const room = await lin.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      const heights = [...document.querySelectorAll('article [dir=auto]')].map((one) => one.clientHeight)
      return { isWider: scrollWidth > clientWidth, tallest: Math.max(...heights) }
    })
    expect(room.isWider).toBe(false)
    expect(room.tallest).toBeLessThan(500)
  })

  await test.step('what stands beside it still reads from left to right', async () => {
    const reported = lin.getByRole('listitem').filter({ hasText: 'Reported once' })
    const name = await reported.getByText(nameOf(accusedId)).boundingBox()
    const seq = await reported.getByText(/^seq \d+$/).boundingBox()
    expect(name?.x).toBeLessThan(seq?.x ?? 0)
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
  await expect.poll(() => picture.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(480)
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
})
