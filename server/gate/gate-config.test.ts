import { describe, expect, it } from 'vitest'
import { readGateConfig } from './gate-config'

const DATABASE_URL = 'postgresql://steward:pw@127.0.0.1:5432/steward'

describe('the gate', () => {
  const GATE_SECRET = 'a'.repeat(16)

  it('needs no setting but the database and its secret', () => {
    expect(readGateConfig({ DATABASE_URL, GATE_SECRET })).toEqual({
      ...{ databaseUrl: DATABASE_URL, host: '127.0.0.1', port: 3010, secret: GATE_SECRET, logLevel: 'info' },
    })
    const more = { HOST: '10.0.0.6', GATE_HOST: '10.0.0.7', GATE_PORT: '4000' }
    expect(readGateConfig({ DATABASE_URL, GATE_SECRET, ...more })).toMatchObject({
      host: '10.0.0.7',
      port: 4000,
    })
  })

  it.each([undefined, '', 'short', 'with/slash0123456', 'with space 0123456'])(
    'refuses the secret %j',
    (secret) => {
      expect(() => readGateConfig({ DATABASE_URL, GATE_SECRET: secret })).toThrow(/GATE_SECRET/)
    },
  )
})
