import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { addressOf, ConfigError, isLoopback, readConfig, settingNames } from './config'

const complete = {
  DATABASE_URL: 'postgresql://steward:pw@127.0.0.1:5432/steward',
  REDIS_URL: 'redis://127.0.0.1:6379',
  OPENIM_URL: 'http://127.0.0.1:10002/',
  OPENIM_SECRET: 'openIM123',
  OPENIM_ADMIN: 'imAdmin',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  STEWARD_KEY: Buffer.alloc(32, 7).toString('base64'),
}

function problemsOf(env: Record<string, string | undefined>) {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((p) => p.variable)
    throw error
  }
  return []
}

describe('readConfig', () => {
  it('fills in what is not required', () => {
    const read = readConfig(complete)
    expect(read).toMatchObject({
      mode: 'live',
      url: 'http://127.0.0.1:3000',
      undoMs: 10_000,
      settleMs: 30_000,
      snapshotKeepDays: 183,
      oneProcess: false,
      openim: { url: 'http://127.0.0.1:10002', timeoutMs: 10_000 },
    })
    expect(read.key).toHaveLength(32)
  })

  it('names every missing variable at once', () => {
    expect(problemsOf({}).sort()).toEqual(
      [
        'DATABASE_URL',
        'NEXTAUTH_SECRET',
        'OPENIM_ADMIN',
        'OPENIM_SECRET',
        'OPENIM_URL',
        'REDIS_URL',
        'STEWARD_KEY',
      ].sort(),
    )
  })

  it('counts an empty variable as not set', () => {
    expect(readConfig({ ...complete, PORT: ' ', STEWARD_URL: '' }).port).toBe(3000)
    expect(problemsOf({ ...complete, OPENIM_SECRET: '' })).toEqual(['OPENIM_SECRET'])
  })

  it.each([
    ['PORT', '0'],
    ['PORT', '3000.5'],
    ['PORT', 'http'],
    ['DATABASE_URL', 'mysql://x/y'],
    ['REDIS_URL', '127.0.0.1:6379'],
    ['OPENIM_URL', 'ftp://x'],
    ['STEWARD_URL', 'steward.example'],
    ['STEWARD_KEY', 'c2hvcnQ='],
    ['NEXTAUTH_SECRET', 'short'],
    ['STEWARD_MODE', 'production'],
    ['STEWARD_ONE_PROCESS', 'perhaps'],
    ['STEWARD_UNDO_MS', '-1'],
    ['SNAPSHOT_KEEP_DAYS', '0'],
    ['LOG_LEVEL', 'loud'],
    ['MEDIA_FROM', 'nowhere'],
    ['MEDIA_MAX_MB', '0'],
    ['ALERT_WEBHOOKS_INSIDE', 'some'],
  ])('refuses %s=%s by its name', (variable, value) => {
    expect(problemsOf({ ...complete, [variable]: value })).toEqual([variable])
  })

  it('wants all of a media storage or nothing of it', () => {
    const storage = {
      S3_ENDPOINT: 'https://s3.test/',
      S3_BUCKET: 'evidence',
      S3_ACCESS_KEY: 'a',
      S3_SECRET_KEY: 'b',
    }
    expect(problemsOf({ ...complete, S3_ENDPOINT: storage.S3_ENDPOINT })).toEqual([
      'S3_BUCKET',
      'S3_ACCESS_KEY',
      'S3_SECRET_KEY',
    ])
    expect(readConfig({ ...complete, ...storage }).media).toMatchObject({
      s3: { endpoint: 'https://s3.test', bucket: 'evidence', region: 'us-east-1' },
      maxBytes: 100_000_000,
    })
    expect(readConfig(complete).media).toMatchObject({
      folder: '.steward/media',
      s3: undefined,
      from: 'anywhere',
    })
  })

  it('never repeats a value in the message', () => {
    const env = { ...complete, STEWARD_KEY: 'my-secret-key', NEXTAUTH_SECRET: 'my-short-secret' }
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).not.toThrow(/my-/)
  })

  it('keeps demo mode on this machine', () => {
    expect(problemsOf({ ...complete, STEWARD_MODE: 'demo', HOST: '0.0.0.0' })).toEqual(['HOST'])
    expect(readConfig({ ...complete, STEWARD_MODE: 'demo', HOST: 'localhost' }).mode).toBe('demo')
  })

  it('takes no short metrics token, and does without one', () => {
    expect(problemsOf({ ...complete, METRICS_TOKEN: 'short' })).toEqual(['METRICS_TOKEN'])
    expect(readConfig(complete).metricsToken).toBeUndefined()
  })

  it('takes an e-mail server only with a sender, and one that is an address', () => {
    const SMTP_URL = 'smtps://steward:pw@mail.example.org'
    const SMTP_FROM = 'Steward <steward@example.org>'
    expect(readConfig({ ...complete, SMTP_URL, SMTP_FROM }).alerts.smtp).toEqual({
      url: SMTP_URL,
      from: SMTP_FROM,
    })
    expect(problemsOf({ ...complete, SMTP_URL })).toEqual(['SMTP_FROM'])
    expect(problemsOf({ ...complete, SMTP_FROM })).toEqual(['SMTP_URL'])
    expect(problemsOf({ ...complete, SMTP_FROM, SMTP_URL: 'http://x' })).toEqual(['SMTP_URL'])
    expect(problemsOf({ ...complete, SMTP_URL, SMTP_FROM: 'a@b\r\nBcc: c@d' })).toEqual(['SMTP_FROM'])
  })

  it('does without a Redis only in one process', () => {
    const { REDIS_URL: _, ...without } = complete
    expect(problemsOf(without)).toEqual(['REDIS_URL'])
    expect(readConfig({ ...without, STEWARD_ONE_PROCESS: 'true' }).redisUrl).toBeUndefined()
  })
})

describe('addressOf', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['0.0.0.0', 'http://localhost:3000'],
    ['::', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
    ['steward.example', 'http://steward.example:3000'],
  ])('%s is reached at %s', (host, address) => expect(addressOf(host, 3000)).toBe(address))
})

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.1.2.3', 'localhost', '::1'])('%s is', (host) =>
    expect(isLoopback(host)).toBe(true),
  )
  it.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.org', ''])('"%s" is not', (host) =>
    expect(isLoopback(host)).toBe(false),
  )
})

describe('.env.example', () => {
  it('lists the settings that exist and no other', () => {
    const listed = readFileSync('.env.example', 'utf8').matchAll(/^([A-Z0-9_]+)=/gm)
    expect([...listed].map((match) => match[1]).sort()).toEqual([...settingNames].sort())
  })
})
