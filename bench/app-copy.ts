import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '@/server/cli/project.mjs'
import { note } from './figure'
import { temporaryFolder } from './temporary-folder'

/**
 * A copy of the sources as they lie here, with `added` (path here → path there): routes to compare with, which are no
 * part of the product. Its packages are links to the files of this folder.
 */
export function appCopy(added: Record<string, string> = {}): string {
  const folder = temporaryFolder('app')
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root })
  const files = listed.toString().split('\0').filter(Boolean)
  for (const file of files) if (existsSync(join(root, file))) put(join(root, file), join(folder, file))
  for (const [from, to] of Object.entries(added)) put(join(root, from), join(folder, to))
  put(join(root, 'server/db/generated'), join(folder, 'server/db/generated'))
  linkPackages(folder)
  skipTypes(folder)
  return folder
}

/** The build checks types, `npm run check` does too; once is enough. */
function skipTypes(folder: string) {
  renameSync(join(folder, 'next.config.mjs'), join(folder, 'next.own.mjs'))
  writeFileSync(
    join(folder, 'next.config.mjs'),
    "import own from './next.own.mjs'\nexport default { ...own, typescript: { ignoreBuildErrors: true } }\n",
  )
}

function put(from: string, to: string) {
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true })
}

/** Hard links where the file system allows them: the packages are 40,000 files. */
export function linkPackages(folder: string) {
  const from = join(root, 'node_modules')
  try {
    execFileSync('cp', ['-al', from, folder], { stdio: 'ignore' })
  } catch {
    note('  copying the packages')
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
    cpSync(from, join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true })
  }
}
