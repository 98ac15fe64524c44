import { afterEach, beforeEach, expect, test } from 'vitest'
import { ok, ScriptedOpenim } from './scripted-openim'

const op = { operationId: 'op-1' }
let server: ScriptedOpenim
beforeEach(async () => {
  server = new ScriptedOpenim()
  await server.listen()
})
afterEach(() => server.close())

const connection = (platformID: number, isBackground: boolean) => ({
  platformID,
  connID: 'c1',
  isBackground,
  token: 'eyJsecret.of.somebody',
})

test('says where somebody is connected, and never with which token', async () => {
  const detailPlatformStatus = [connection(1, true), connection(5, true), connection(5, false)]
  server.answer = () =>
    ok([
      { userID: 'u2', status: 0, detailPlatformStatus: null },
      { userID: 'u1', status: 1, detailPlatformStatus },
    ])
  const found = await server.client().online.status(['u1', 'u2'], op)
  expect(found).toEqual([
    {
      userId: 'u1',
      online: true,
      platforms: [
        { platformId: 1, background: true },
        { platformId: 5, background: false },
      ],
    },
    { userId: 'u2', online: false, platforms: [] },
  ])
  expect(JSON.stringify(found)).not.toMatch(/secret|c1/)
})
