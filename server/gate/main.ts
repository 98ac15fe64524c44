import { createLog } from '@/server/log'
import { startGate } from './gate'
import { readGateConfig } from './gate-config'

/** The gate process: answers OpenIM's webhooks until it is asked to stop. */
const { logLevel, ...settings } = readGateConfig(process.env)
const log = createLog(logLevel)
const gate = await startGate(settings, (error) => {
  log.warn({ err: error }, 'what webhooks tell cannot be written; calls are answered all the same')
})
let stopping = false

function onStop(why: string): void {
  if (stopping) return
  stopping = true
  log.info({ why }, 'gate stops')
  gate.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
}

process.on('SIGTERM', () => onStop('SIGTERM'))
process.on('SIGINT', () => onStop('SIGINT'))
// Started by the launcher: it went away, and nobody else would end us.
process.on('disconnect', () => onStop('the launcher went away'))

console.info(`gate ready on port ${gate.port}`)
