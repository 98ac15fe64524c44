import { afterEach, beforeEach, expect, test } from 'vitest'
import { answersNow, openimHealth } from '@/server/features/session/openim-health'
import { ok, reset, ScriptedOpenim } from '@/server/openim/scripted-openim'

let server: ScriptedOpenim
beforeEach(async () => {
  server = new ScriptedOpenim()
  await server.listen()
})
afterEach(() => server.close())

const users = ok({ usersInfo: [] })
const mute = { operationId: 'test' }

test('one call without an answer tells that OpenIM is away, and a later answer that it is back', async () => {
  server.answer = () => users
  const openim = server.client()
  const isUp = async () => answersNow(await openimHealth({ openim }))
  expect(await isUp()).toBe(true)

  server.answer = () => reset
  await openim.groups.mute('g', mute).catch(() => undefined)
  expect(await isUp()).toBe(false)

  server.answer = () => users
  await expect.poll(isUp, { timeout: 10_000 }).toBe(true)
})

test('one lost call does not make it away where the next is answered', async () => {
  server.answer = () => users
  const openim = server.client()
  await openimHealth({ openim })
  server.answer = (route) => (route === '/group/mute_group' ? reset : users)
  await openim.groups.mute('g', mute).catch(() => undefined)
  expect(answersNow(await openimHealth({ openim }))).toBe(true)
})
