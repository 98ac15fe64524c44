import { nameOf } from './support/community'
import { openCase } from './support/review'
import { expect, test } from './support/test'

const HOSTILE = [
  '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 1">',
  `${'\u202e'.repeat(5)}txet sdrawkcab \u2066\u2067`,
  `Z${'\u0351\u0344\u0306'.repeat(300)}algo`,
  'w'.repeat(9_000),
]

test('content of users changes nothing but its own box', async ({ as, community }) => {
  const group = await community.group(4, { name: '\u202eClub <b>of</b> \u2069\u2069turners' })
  const [reporterId = '', accusedId = ''] = group.memberIds
  for (const text of HOSTILE) await community.say(group, accusedId, text)
  await community.say(group, accusedId, 'w'.repeat(60_000))
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
