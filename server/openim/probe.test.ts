import { afterEach, beforeEach, expect, test } from 'vitest'
import { ok, refuse, ScriptedOpenim } from './scripted-openim'

const op = { operationId: 'op-1' }
const noDocuments = JSON.stringify({
  errCode: 500,
  errMsg: 'ServerInternalError',
  errDlt: 'mongo: no documents in result',
})
let server: ScriptedOpenim
let answers: Record<string, string>
beforeEach(async () => {
  server = new ScriptedOpenim()
  await server.listen()
  answers = {
    '/msg/get_server_time': ok({ serverTime: Date.now() }),
    '/config/get_config_list': ok({ environment: 'x', version: '', configNames: null }),
    '/user/get_user_client_config': noDocuments,
  }
  server.answer = (route) => answers[route] ?? refuse(1002)
})
afterEach(() => server.close())

test('a single process misses people in its own way', async () => {
  expect(await server.client().probe({}, op)).toMatchObject({
    version: 'standalone',
    reported: null,
    adminTokens: 'replaced',
  })
})

test('a clock that is far off is told', async () => {
  answers['/msg/get_server_time'] = ok({ serverTime: Date.now() - 120_000 })
  const { clockDifferenceMs, warnings } = await server.client().probe({}, op)
  expect(Math.abs((clockDifferenceMs ?? 0) + 120_000)).toBeLessThan(5_000)
  expect(warnings).toContain('clock_differs')
})

test('a port that turns users away is told, and their token is not kept', async () => {
  server.tokens.add('token-of-somebody')
  const openim = server.client()
  expect(await openim.probe({ userToken: 'token-of-somebody' }, op)).toMatchObject({ openToUsers: 'no' })
  expect(await openim.probe({}, op)).toMatchObject({ openToUsers: 'unknown' })
  expect(JSON.stringify(openim.health())).not.toContain('token-of-somebody')
})

test('a user token that OpenIM does not know says nothing', async () => {
  expect(await server.client().probe({ userToken: 'unknown' }, op)).toMatchObject({ openToUsers: 'unknown' })
})
