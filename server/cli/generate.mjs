import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projectNode, root, run } from './project.mjs'

const out = join(root, 'server/db/generated')
const stamp = join(out, '.stamp')

/** What the generated client depends on. */
function wanted() {
  const hash = createHash('sha256')
  const schema = readdirSync(join(root, 'prisma/schema')).sort()
  const files = schema.map((name) => `prisma/schema/${name}`)
  for (const file of [...files, 'prisma.config.ts', 'node_modules/prisma/package.json']) {
    hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

/**
 * Generates the Prisma client unless it fits the schema already.
 * @returns {Promise<boolean>} whether it was generated now
 * @throws {Error} with Prisma's words when the schema is wrong
 */
export async function generate() {
  const key = wanted()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === key) return false
  const prisma = join(root, 'node_modules/prisma/build/index.js')
  const { code, output } = await run(projectNode, [prisma, 'generate', '--no-hints'])
  if (code !== 0) throw new Error(`The Prisma client could not be generated:\n${output.trim()}`)
  writeFileSync(stamp, key)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.info((await generate()) ? 'Prisma client generated.' : 'Prisma client is up to date.')
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
