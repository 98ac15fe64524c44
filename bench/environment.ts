import { randomBytes } from 'node:crypto'
import { settingNames } from '@/server/config'

/** Settings of a live system without an OpenIM behind it, for what never calls one. None of this machine's count. */
export function benchSettings(
  databaseUrl: string,
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    ...Object.fromEntries(settingNames.map((name) => [name, ''])),
    DATABASE_URL: databaseUrl,
    STEWARD_ONE_PROCESS: 'true',
    OPENIM_URL: 'http://127.0.0.1:9',
    OPENIM_SECRET: 'bench',
    OPENIM_ADMIN: 'imAdmin',
    NEXTAUTH_SECRET: randomBytes(32).toString('hex'),
    STEWARD_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'warn',
    ...more,
  }
}
