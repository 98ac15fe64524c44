import { readFile } from 'node:fs/promises'
import { nameOf } from './support/community'
import { expectNoViolations } from './support/looks'
import { card, decide, openCase, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

test('how work goes, by queue and by time, and the transparency report', async ({
  as,
  community,
  browser,
}) => {
  const group = await community.group(6)
  const [accused = '', other = '', reporter = ''] = group.memberIds
  await community.report(reporter, await community.say(group, accused, 'Buy now'), { reason: 'spam' })
  await community.report(reporter, await community.say(group, other, 'Win a prize'), { reason: 'scam' })
  const lin = await as('lin')
  await openCase(lin, nameOf(accused))
  await decide(lin).getByRole('checkbox', { name: 'Mute member' }).check()
  await reason(lin).fill('Advertises.')
  await decide(lin).getByRole('button', { name: 'Mute member', exact: false }).click()
  await expect(card(lin, 'Mute member')).toContainText(VERIFIED, { timeout: 20_000 })

  const mara = await as('mara')
  await test.step('the page is in the navigation', async () => {
    await mara.goto('/audit')
    await mara.getByRole('link', { name: 'Insights' }).click()
    await expect(mara.getByRole('heading', { name: 'Insights', level: 1 })).toBeVisible()
    for (const name of ['Backlog', 'Age of open cases', 'Outcome by reason'])
      await expect(mara.getByRole('img', { name: new RegExp(name) })).toBeVisible()
  })

  await test.step('each drawing has its numbers as a table', async () => {
    const outcomes = mara.getByRole('figure').filter({ hasText: 'Outcome by reason' })
    await outcomes.getByText('Numbers', { exact: true }).click()
    await expect(outcomes.getByRole('row', { name: /Spam/ })).toContainText(/\d/)
    await expect(
      mara.getByRole('table', { name: 'By queue' }).getByRole('row', { name: /General/ }),
    ).toBeVisible()
    await expectNoViolations(mara, 'insights')
  })

  await test.step('another period and one queue', async () => {
    await mara.getByRole('link', { name: '7 days' }).click()
    await expect(mara).toHaveURL(/from=/)
    await expect(mara.getByRole('link', { name: '7 days' })).toHaveAttribute('aria-current', 'true')
    await mara.getByRole('combobox', { name: 'Queue' }).selectOption({ label: 'General' })
    await expect(mara).toHaveURL(/queue=general/)
    await mara.getByRole('textbox', { name: 'From' }).fill('2001-01-01')
    await expect(mara).not.toHaveURL(/2001/)
  })

  await test.step('the same as a table that spreadsheets open', async () => {
    const saving = mara.waitForEvent('download')
    await mara.getByRole('link', { name: 'Export CSV' }).click()
    const text = await readFile(await (await saving).path(), 'utf8')
    expect(text).toMatch(/part,item,measure,value,unit\r\n/)
    expect(text).toMatch(/outcome_by_reason,spam,acted,[1-9]/)
    await mara.goto('/audit?action=list.exported')
    await expect(mara.getByRole('table').getByRole('row')).not.toHaveCount(1)
  })

  await test.step('the transparency report adds up in sight', async () => {
    await mara.goto('/insights/report')
    await expect(mara.getByRole('heading', { name: 'Transparency report', level: 1 })).toBeVisible()
    await expect(mara.getByText('Received = From people + Through a backend + From machines')).toBeVisible()
    const reports = mara.getByRole('table', { name: 'Reports by reason and source' })
    await expect(reports.getByRole('row', { name: /Scam/ })).toBeVisible()
    await expect(reports.getByRole('row', { name: /Total/ })).toBeVisible()
    const actions = mara.getByRole('table', { name: 'Actions by kind and result' })
    await expect(actions.getByRole('row', { name: /Mute member/ })).toBeVisible()
    await expectNoViolations(mara, 'transparency report')
    const saving = mara.waitForEvent('download')
    await mara.getByRole('link', { name: 'Export CSV' }).click()
    expect(await readFile(await (await saving).path(), 'utf8')).toMatch(
      /actions,member.mute,verified,part,[1-9]/,
    )
  })

  await test.step('in the dark and on a phone nothing runs out of the page', async () => {
    const phone = await browser.newContext({
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      storageState: await mara.context().storageState(),
    })
    const page = await phone.newPage()
    const tables = { '/insights': 'By queue', '/insights/report': 'Reports by reason and source' }
    for (const [path, table] of Object.entries(tables)) {
      await page.goto(path)
      await expect(page.getByRole('table', { name: table })).toBeVisible()
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect([path, beyond]).toEqual([path, 0])
      await expectNoViolations(page, `${path} on a phone`, ['color-contrast'])
    }
    await phone.close()
  })

  await test.step('moderators neither see it nor get it', async () => {
    await expect(lin.getByRole('link', { name: 'Insights' })).toHaveCount(0)
    await lin.goto('/insights')
    await expect(lin.getByRole('heading', { name: 'Backlog' })).toHaveCount(0)
  })
})
