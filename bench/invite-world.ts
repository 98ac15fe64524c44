import { type Env, env } from '@/server/env'
import { atEnd } from './cleanup'
import { benchDatabase } from './database'
import { benchSettings } from './environment'
import { startSandbox } from './sandbox-process'

/** This process as a web process of Steward, with a database of its own and an OpenIM that is the sandbox, without delay. */
export async function inviteWorld(): Promise<Env> {
  const databaseUrl = await benchDatabase()
  const { url, secret } = await startSandbox('none')
  Object.assign(process.env, benchSettings(databaseUrl, { OPENIM_URL: url, OPENIM_SECRET: secret }))
  const made = env()
  atEnd(() => made.db.close())
  return made
}
