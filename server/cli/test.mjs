import { withPackages } from './install.mjs'
import { handOver } from './project.mjs'

await withPackages(() => handOver('server/cli/test.ts', process.argv.slice(2)))
