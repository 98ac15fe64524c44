import { env } from '@/server/env'
import { log } from '@/server/log'
import { reportThisProcess } from './report-process'

/** Begins the report of a web process. A failure is logged and stops nothing. */
export function reportWeb(): void {
  try {
    reportThisProcess(env(), 'web')
  } catch (error) {
    log().warn({ err: error }, 'this process cannot be told of on the health page')
  }
}
