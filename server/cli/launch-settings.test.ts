import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '@/server/config'
import { readOptions } from './launch-options'
import { launchSettings } from './launch-settings'
import { demoSecrets } from './secrets'

let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'steward-settings-'))
})

afterEach(() => rmSync(data, { recursive: true }))

function problemsOf(env: Record<string, string>) {
  try {
    launchSettings(env, data)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ variable }) => variable).sort()
    throw error
  }
  return []
}

const live = {
  OPENIM_URL: 'http://openim.example:10002',
  OPENIM_SECRET: 'secret',
  OPENIM_ADMIN: 'imAdmin',
  DATABASE_URL: 'postgresql://steward@db.example/steward',
  REDIS_URL: 'redis://redis.example',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  STEWARD_KEY: Buffer.alloc(32, 1).toString('base64'),
}

describe('a demo', () => {
  it('needs no setting and embeds everything', () => {
    const settings = launchSettings({}, data)
    expect(settings).toMatchObject({
      mode: 'demo',
      url: 'http://127.0.0.1:3000',
      embedded: { database: true, redis: true, openim: true },
    })
    expect(settings.env.NEXTAUTH_URL).toBe('http://127.0.0.1:3000')
  })

  it('gives its processes settings that are complete', () => {
    const { env } = launchSettings({ PORT: '3456' }, data)
    const config = readConfig({
      ...env,
      DATABASE_URL: 'postgresql://x@127.0.0.1/x',
      REDIS_URL: 'redis://127.0.0.1',
      OPENIM_URL: 'http://127.0.0.1:1',
    })
    expect(config).toMatchObject({ mode: 'demo', port: 3456, url: 'http://127.0.0.1:3456' })
  })

  it('takes a database and a Redis that are named', () => {
    const { DATABASE_URL, REDIS_URL } = live
    expect(launchSettings({ DATABASE_URL, REDIS_URL }, data).embedded).toEqual({
      database: false,
      redis: false,
      openim: true,
    })
  })

  it('has a gate on any free port, under a secret of its own at each start', () => {
    const [one, other] = [launchSettings({ GATE_HOST: '0.0.0.0' }, data), launchSettings({}, data)]
    expect(one.gate).toEqual({ host: '127.0.0.1', port: undefined })
    expect(one.env.GATE_SECRET).toMatch(/^[0-9a-f]{48}$/)
    expect(one.env.GATE_SECRET).not.toBe(other.env.GATE_SECRET)
    expect(launchSettings({ GATE_PORT: '4000' }, data).gate?.port).toBe(4000)
  })

  it('listens on this machine only', () => {
    expect(problemsOf({ HOST: '0.0.0.0' })).toEqual(['HOST'])
  })

  it('writes nothing when a setting is wrong', () => {
    expect(problemsOf({ PORT: 'eighty', LOG_LEVEL: 'loud' })).toEqual(['LOG_LEVEL', 'PORT'])
    expect(existsSync(join(data, 'secrets.json'))).toBe(false)
  })

  it('is over when OPENIM_URL is set', () => {
    expect(problemsOf({ ...live, STEWARD_MODE: 'demo' })).toEqual(['STEWARD_MODE'])
    expect(problemsOf({ STEWARD_MODE: 'live' })).toEqual(['STEWARD_MODE'])
  })
})

describe('real servers', () => {
  it('embed nothing and make no secrets', () => {
    const settings = launchSettings(
      { ...live, HOST: '0.0.0.0', STEWARD_URL: 'https://steward.example/' },
      data,
    )
    expect(settings).toMatchObject({
      mode: 'live',
      url: 'https://steward.example',
      secrets: undefined,
      embedded: { database: false, redis: false, openim: false },
    })
    expect(existsSync(join(data, 'secrets.json'))).toBe(false)
  })

  it('get a gate where its secret is set', () => {
    expect(launchSettings(live, data).gate).toBeUndefined()
    const settings = launchSettings({ ...live, GATE_SECRET: 'x'.repeat(16), GATE_HOST: '0.0.0.0' }, data)
    expect(settings.gate).toEqual({ host: '0.0.0.0', port: 3010 })
  })

  it('need every setting, and all that is missing is named at once', () => {
    expect(problemsOf({ OPENIM_URL: live.OPENIM_URL })).toEqual(
      ['DATABASE_URL', 'NEXTAUTH_SECRET', 'OPENIM_ADMIN', 'OPENIM_SECRET', 'REDIS_URL', 'STEWARD_KEY'].sort(),
    )
  })
})

describe('the secrets of a demo', () => {
  const file = () => join(data, 'secrets.json')

  it('are made once and only their owner may read them', () => {
    const first = demoSecrets(file())
    expect(demoSecrets(file())).toEqual(first)
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    rmSync(file())
    expect(demoSecrets(file()).key).not.toBe(first.key)
  })

  it('are never replaced when damaged', () => {
    writeFileSync(file(), '{"key":')
    expect(() => demoSecrets(file())).toThrow(/secrets\.json is damaged/)
    expect(statSync(file()).size).toBe(7)
  })
})

describe('readOptions', () => {
  it('knows its flags', () => {
    expect(readOptions(['--fresh', '--quiet'])).toEqual({ fresh: true, quiet: true, dev: false, help: false })
  })

  it.each(['--frsh', 'fresh', '--fresh=yes'])('refuses %s and shows what there is', (arg) => {
    expect(() => readOptions([arg])).toThrow(/Usage: npm start/)
  })
})
