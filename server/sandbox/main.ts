import { readOptions, USAGE } from './arguments'
import { startSandbox } from './server'

async function main(): Promise<void> {
  const { OPENIM_SECRET, SANDBOX_WEBHOOKS } = process.env
  const read = readOptions(process.argv.slice(2), { OPENIM_SECRET, SANDBOX_WEBHOOKS })
  if (read === 'help') {
    console.info(USAGE)
    return
  }
  const sandbox = await startSandbox(read)
  console.info(`OpenIM sandbox on ${sandbox.url} (seed ${read.seed}, quirks ${read.quirks})`)
  const stop = () => {
    void sandbox.close().then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
