import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallReport } from './attempt'
import { failureOf } from './test-failure-of'
import { bothVersions, op, World } from './test-world'

describe.each(bothVersions)('the probe, against OpenIM as %s', (version) => {
  let world: World
  beforeAll(async () => {
    world = await World.start(version)
  })
  afterAll(() => world.close())

  test('tells what answers, by reads alone', async () => {
    const reports: CallReport[] = []
    const openim = world.client({ onCall: (report) => reports.push(report) })
    expect(openim.health().capabilities).toBeNull()
    const found = await openim.probe({}, op)
    expect(found).toMatchObject({
      version,
      reported: version === 'main' ? 'sandbox-main' : null,
      adminTokens: version === 'main' ? 'replaced' : 'kept',
      openToUsers: 'unknown',
    })
    expect(found.warnings).toContain('default_secret')
    expect(Math.abs(found.clockDifferenceMs ?? Number.NaN)).toBeLessThan(5_000)
    expect(openim.health().capabilities).toBe(found)
    expect(reports.map((report) => report.route)).toEqual([
      '/auth/get_admin_token',
      '/msg/get_server_time',
      '/config/get_config_list',
      '/user/get_user_client_config',
      '/auth/parse_token',
    ])
  })

  test('tries a user token where it is given one', async () => {
    const [a = ''] = await world.people(1)
    const { token } = await world.openim.auth.userToken(a, 5, op)
    const found = await world.openim.probe({ userToken: token }, op)
    expect(found).toMatchObject({ openToUsers: 'yes' })
    expect(found.warnings).toContain('port_open_to_users')
    expect(await world.openim.probe({ userToken: 'not.a.token' }, op)).toMatchObject({
      openToUsers: 'unknown',
    })
  })

  test('is shared by those who ask at once', async () => {
    world.sandbox.calls.clear()
    await Promise.all([world.openim.probe({}, op), world.openim.probe({}, op)])
    expect(world.sandbox.calls.of('/msg/get_server_time')).toHaveLength(1)
  })

  test('keeps what it knew while OpenIM is away', async () => {
    const before = await world.openim.probe({}, op)
    world.sandbox.setDown(true)
    const error = await failureOf(world.openim.probe({}, { ...op, timeoutMs: 150 }))
    world.sandbox.setDown(false)
    expect(error.mayHaveLanded || error.kind === 'unreachable').toBe(true)
    expect(world.openim.health().capabilities).toBe(before)
  })
})
