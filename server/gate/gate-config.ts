import { type Config, ConfigError, givenIn, problemsIn } from '@/server/config'
import { variables } from '@/server/config-variables'

const gateVariables = variables
  .pick({ DATABASE_URL: true, HOST: true, GATE_HOST: true, GATE_PORT: true, LOG_LEVEL: true })
  .extend({ GATE_SECRET: variables.shape.GATE_SECRET.unwrap() })

/** What the gate needs: no key and no secret of anything else. */
export type GateConfig = {
  databaseUrl: string
  host: string
  port: number
  secret: string
  logLevel: Config['logLevel']
}

/**
 * Reads the settings of the gate from `env`; an empty variable counts as not set.
 * @throws ConfigError naming each variable that is missing or wrong
 */
export function readGateConfig(env: Record<string, string | undefined>): GateConfig {
  const read = gateVariables.safeParse(givenIn(env))
  if (!read.success) throw new ConfigError(problemsIn(read.error))
  const { DATABASE_URL, HOST, GATE_HOST, GATE_PORT, GATE_SECRET, LOG_LEVEL } = read.data
  const [databaseUrl, secret, logLevel] = [DATABASE_URL, GATE_SECRET, LOG_LEVEL]
  return { databaseUrl, host: GATE_HOST ?? HOST, port: GATE_PORT, secret, logLevel }
}
