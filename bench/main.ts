import { generate } from '@/server/cli/generate.mjs'
import { cleanUp } from './cleanup'
import { type Figure, note } from './figure'

/**
 * `npm run bench -- NAME …`: measures what is named, or everything, and prints one JSON line for each figure. Ends with
 * code 1 when one passes its limit. Each bench starts what it needs by itself, in temporary folders.
 */
const BENCHES: Record<string, () => Promise<() => Promise<Figure[]>>> = {
  'cold-start': async () => (await import('./cold-start')).coldStart,
  'page-weight': async () => (await import('./page-weight')).pageWeight,
  live: async () => (await import('./live')).live,
  queue: async () => (await import('./queue')).queue,
  next: async () => (await import('./next')).next,
  sandbox: async () => (await import('./sandbox')).sandbox,
  conformance: async () => (await import('./conformance')).conformance,
  sync: async () => (await import('./sync')).sync,
  'groups-list': async () => (await import('./groups-list')).groupsList,
  bulk: async () => (await import('./bulk')).bulk,
  snapshot: async () => (await import('./snapshot')).snapshot,
  flood: async () => (await import('./flood')).flood,
  redeem: async () => (await import('./redeem')).redeem,
  resolve: async () => (await import('./resolve')).resolve,
  'redeem-http': async () => (await import('./redeem-http')).redeemHttp,
  'redeem-large': async () => (await import('./redeem-large')).redeemLarge,
  'list-http': async () => (await import('./list-http')).listHttp,
}

async function run(name: string) {
  const load = BENCHES[name]
  if (!load) throw new Error(`There is no bench "${name}". There are: ${Object.keys(BENCHES).join(', ')}.`)
  note(`— ${name}`)
  try {
    const measure = await load()
    for (const figure of await measure()) {
      console.info(JSON.stringify(figure))
      if (!figure.ok) process.exitCode = 1
    }
  } finally {
    await cleanUp()
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cleanUp().then(() => process.exit(130)))
}
for (const mishap of ['uncaughtException', 'unhandledRejection'] as const) {
  process.once(mishap, (error: unknown) => {
    console.error(error)
    void cleanUp().then(() => process.exit(1))
  })
}
try {
  await generate()
  const asked = process.argv.slice(2)
  for (const name of asked.length > 0 ? asked : Object.keys(BENCHES)) await run(name)
} catch (error) {
  console.error(error)
  process.exitCode = 1
}
process.exit()
