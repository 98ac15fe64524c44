import rules from '@/.dependency-cruiser.mjs'
import { checkDirections } from './directions.mjs'
import { generate } from './generate.mjs'
import { root, run } from './project.mjs'

/** One thing that is right or wrong about the sources. `output` says what to do. */
export type Check = {
  name: string
  verify: (say: (detail: string) => void) => Promise<{ ok: boolean; output: string }>
}

const lint: Check = {
  name: 'lint',
  verify: async () => {
    const { code, output } = await run('biome', ['ci', '--error-on-warnings', '--colors=off', '.'])
    return { ok: code === 0, output }
  },
}

const types: Check = {
  name: 'types',
  verify: async () => {
    await generate()
    // The types of the routes are made from the folders of app/.
    const routes = await run('next', ['typegen'])
    if (routes.code !== 0) return { ok: false, output: routes.output }
    const { code, output } = await run('tsc', ['--noEmit', '--pretty', 'false'])
    return { ok: code === 0, output }
  },
}

const directions: Check = {
  name: 'directions',
  verify: async (say) => {
    const { files, violations } = await checkDirections(root, rules)
    say(`${files} files`)
    return { ok: violations.length === 0, output: violations.map(({ text }) => text).join('\n') }
  },
}

/** What `npm run check` looks at, in this order. */
export const checks: readonly Check[] = [lint, types, directions]
