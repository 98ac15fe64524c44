import { parseArgs } from 'node:util'

/** What was asked for on the command line of `npm start`. */
export type LaunchOptions = { dev: boolean; fresh: boolean; quiet: boolean; help: boolean }

export const usage = `Usage: npm start [-- OPTIONS]

  --fresh   remove the data of the embedded services first and begin empty
  --quiet   the sandbox's people neither write nor report by themselves
  --dev     reload on changes (npm run dev)
  --help    show this

Settings are environment variables or lines of .env; .env.example lists them all.`

/** @throws Error naming an option that does not exist */
export function readOptions(args: readonly string[]): LaunchOptions {
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { dev: flag, fresh: flag, quiet: flag, help: { ...flag, short: 'h' } },
    })
    return values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
  }
}
