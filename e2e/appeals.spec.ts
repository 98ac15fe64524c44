import { e2e } from '@/server/testing/e2e'
import { expectNoViolations } from './support/looks'
import { card, decide, openCase, queue, reason, VERIFIED } from './support/review'
import { expect, test } from './support/test'

test('whom a decision is about appeals, and somebody else takes it back', async ({
  as,
  community,
  expectMessage,
}) => {
  // Whoever decided is refused.
  expectMessage(/status of 403/)
  const group = await community.group(4)
  const [speaker = '', reporter = ''] = group.memberIds
  const members = await community.members(group)
  const name = members.find(({ userId }) => userId === speaker)?.nickname ?? ''
  const message = await community.say(group, speaker, 'I will kill this exam')
  await community.report(reporter, message, { reason: 'threat' })

  const lin = await as('lin')
  await test.step('a moderator mutes them, and they are told why', async () => {
    await openCase(lin, name)
    await decide(lin).getByRole('checkbox', { name: 'Mute member' }).check()
    await reason(lin).fill('Threatens somebody.')
    await expect(decide(lin).getByRole('checkbox', { name: 'statement of reasons' })).toBeChecked()
    await decide(lin).getByRole('button', { name: 'Mute member', exact: false }).click()
    await expect(card(lin, 'Mute member')).toContainText(VERIFIED, { timeout: 20_000 })
    await expect(decide(lin)).toContainText(`Statement of reasons · ${name}`, { timeout: 15_000 })
    expect(await community.mutedUntil(group, speaker)).toBeGreaterThan(Date.now())
  })

  const { token } = await community.openim.auth.userToken(speaker, 5, { operationId: 'e2e' })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  await test.step('they appeal by the number in the notice', async () => {
    const told = await (await fetch(`${e2e.url}/api/v1/notices`, { headers })).json()
    const [{ number }] = told.notices
    const body = JSON.stringify({ notice: number, text: 'I was talking about my exam.' })
    expect((await fetch(`${e2e.url}/api/v1/appeals`, { method: 'POST', headers, body })).status).toBe(201)
  })

  await test.step('whoever decided cannot take it', async () => {
    await lin.goto('/review?sort=newest')
    await queue(lin).getByRole('link', { name }).first().click()
    await decide(lin).getByRole('button', { name: 'Claim' }).click()
    await expect(decide(lin).getByRole('alert')).toBeVisible()
  })

  await test.step('somebody else gives another verdict without knowing the first', async () => {
    const ada = await as('ada')
    await ada.goto('/review?sort=newest')
    await queue(ada).getByRole('link', { name }).first().click()
    await expect(decide(ada)).toContainText('I was talking about my exam.')
    await expect(decide(ada)).toContainText('The first verdict is hidden until yours is in.')
    await expect(ada.getByText('Threatens somebody.')).toHaveCount(0)
    await expectNoViolations(ada, 'an appeal')
    await decide(ada).getByRole('radio', { name: 'It breaks no rule' }).check()
    await reason(ada).fill('They speak about an exam.')
    await decide(ada).getByRole('button', { name: 'Give your verdict' }).click()
    await expect(card(ada, 'Lift member’s mute')).toContainText(VERIFIED, { timeout: 20_000 })
    await expect(decide(ada)).toContainText('First verdict')
    await expect(decide(ada)).toContainText('Correction', { timeout: 15_000 })
    expect(await community.mutedUntil(group, speaker)).toBeLessThan(Date.now())
  })
})
