import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { ConfigError, readConfig } from '@/server/config'
import { demoSecrets, type Secrets } from './secrets'

type Env = Record<string, string | undefined>

/** What the launcher starts itself, and the environment everything else runs in. */
export type LaunchSettings = {
  mode: 'demo' | 'live'
  host: string
  port: number
  url: string
  /** Missing where real servers are used for everything. */
  secrets: Secrets | undefined
  /** Web and worker are to share one process even where there is a Redis. */
  oneProcess: boolean
  /** Which services the launcher brings up because no setting names one. */
  embedded: { database: boolean; redis: boolean; openim: boolean }
  /** Where OpenIM's webhooks are taken in; any free port where none is given. Nowhere where no secret is set. */
  gate: { host: string; port: number | undefined } | undefined
  /** Settings for the processes, without the addresses of the embedded services. */
  env: Env
}

/** Stands for an address that is known only once the service runs. */
const later = {
  DATABASE_URL: 'postgresql://embedded@127.0.0.1:1/steward',
  REDIS_URL: 'redis://127.0.0.1:1',
  OPENIM_URL: 'http://127.0.0.1:1',
}

const demoAdmin = 'imAdmin'

/**
 * Decides between demo and real servers by OPENIM_URL and checks every setting before anything starts.
 * @param data folder of the embedded services; the demo's secrets are made there
 * @throws ConfigError naming every variable that is missing or wrong
 */
export function launchSettings(given: Env, data: string): LaunchSettings {
  const env: Env = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value?.trim() || undefined]),
  )
  const mode = env.OPENIM_URL ? 'live' : 'demo'
  if (env.STEWARD_MODE && env.STEWARD_MODE !== mode) {
    const problem =
      mode === 'live'
        ? 'demo mode is off as soon as OPENIM_URL is set'
        : 'live mode needs OPENIM_URL; without it this is the demo'
    throw new ConfigError([{ variable: 'STEWARD_MODE', problem }])
  }
  if (mode === 'live') return settled(mode, { ...env, STEWARD_MODE: mode }, undefined)
  // Everything else is checked before the first file is written.
  readConfig({ ...placeholders, ...later, ...defined(env), STEWARD_MODE: mode })
  const secrets = demoSecrets(join(data, 'secrets.json'))
  const demo = {
    NEXTAUTH_SECRET: secrets.nextAuthSecret,
    STEWARD_KEY: secrets.key,
    ...defined(env),
    STEWARD_MODE: mode,
    OPENIM_SECRET: secrets.openimSecret,
    OPENIM_ADMIN: demoAdmin,
    // The sandbox is told at every start.
    GATE_SECRET: env.GATE_SECRET ?? randomBytes(24).toString('hex'),
    GATE_HOST: '127.0.0.1',
  }
  return settled(mode, demo, secrets)
}

const placeholders = {
  NEXTAUTH_SECRET: 'x'.repeat(32),
  STEWARD_KEY: Buffer.alloc(32).toString('base64'),
  OPENIM_SECRET: 'x',
  OPENIM_ADMIN: demoAdmin,
}

const defined = (env: Env) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined))

function settled(mode: 'demo' | 'live', env: Env, secrets: Secrets | undefined): LaunchSettings {
  const { host, port, url, oneProcess, gate } = readConfig(
    mode === 'demo' ? { ...later, ...defined(env) } : env,
  )
  return {
    mode,
    host,
    port,
    url,
    secrets,
    oneProcess,
    embedded: { database: !env.DATABASE_URL, redis: !env.REDIS_URL && !oneProcess, openim: mode === 'demo' },
    gate: gate.secret
      ? { host: gate.host, port: mode === 'demo' && !env.GATE_PORT ? undefined : gate.port }
      : undefined,
    // next-auth reads its address by its own name.
    env: { ...env, HOST: host, PORT: String(port), STEWARD_URL: url, NEXTAUTH_URL: url },
  }
}
