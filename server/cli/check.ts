import { checks } from './checks'
import { step } from './steps.mjs'

/** `npm run check`: lint, types and import directions. Ends with code 1 when one of them finds something. */
for (const { name, verify } of checks) {
  const { ok, output } = await step(name, async (say) => {
    const result = await verify(say)
    if (!result.ok) say('found something')
    return result
  })
  if (ok) continue
  console.info(`\n${output.trim()}\n`)
  process.exitCode = 1
}
