import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectEnv, projectNode, root } from './project.mjs'
import { describeEnding, ProcessFailed, startProcess } from './running-process'

/** What `next build` reads. */
const sources = [
  'app',
  'components',
  'public',
  'server',
  'prisma/schema',
  'next.config.mjs',
  'postcss.config.mjs',
  'tailwind.config.ts',
  'tsconfig.json',
  'proxy.ts',
  'instrumentation.ts',
  'package-lock.json',
]

/** Parts of `server` that no page imports. */
const notBuilt = /^server\/(cli|testing|sandbox|db\/generated)\/|\.test\.tsx?$/

const stampFile = join(root, '.next/steward-build')

function filesUnder(path: string): string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  const entries = readdirSync(full, { withFileTypes: true, recursive: false })
  return entries.flatMap((entry) => {
    const inside = `${path}/${entry.name}`
    return entry.isDirectory() ? filesUnder(inside) : [inside]
  })
}

/** Hash of names and contents of everything that goes into the build. */
function sourceHash(): string {
  const hash = createHash('sha256')
  const files = sources.flatMap((path) => (path.includes('.') ? [path] : filesUnder(path)))
  for (const file of files.sort()) {
    if (notBuilt.test(file) || !existsSync(join(root, file))) continue
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** Whether the build that lies there is of the sources that lie there. */
export function isBuilt(): boolean {
  return (
    existsSync(join(root, '.next/BUILD_ID')) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === sourceHash()
  )
}

/**
 * Builds the web application.
 * @param say is told what the compiler says
 * @throws ProcessFailed with the compiler's last words
 */
export async function build(
  env: Record<string, string | undefined>,
  say: (detail: string) => void,
): Promise<void> {
  const hash = sourceHash()
  rmSync(stampFile, { force: true })
  const lines: string[] = []
  const compiler = startProcess({
    name: 'build',
    command: projectNode,
    args: [join(root, 'node_modules/next/dist/bin/next'), 'build'],
    cwd: root,
    env: projectEnv({ ...env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' }),
    onLine: (line) => {
      lines.push(line)
      if (line.trim()) say(line.trim())
    },
  })
  const ending = await compiler.ended
  if (ending.code !== 0) {
    // The first error is the one to mend.
    const from = Math.max(0, lines.findIndex((line) => /error/i.test(line)) - 1)
    throw new ProcessFailed('build', describeEnding(ending), lines.slice(from, from + 40))
  }
  writeFileSync(stampFile, hash)
}
