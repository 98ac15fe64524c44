import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode, root, run } from './project.mjs'
import { step } from './steps.mjs'

const modules = join(root, 'node_modules')
const lockFile = join(root, 'package-lock.json')
const stampFile = join(modules, '.steward-lock')

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

const wantedStamp = () =>
  `${createHash('sha256').update(readFileSync(lockFile)).digest('hex')} ${process.platform}-${process.arch}`

/** Whether npm itself, run by hand, installed just what the lock file says (optional parts aside). */
function isInstalledByHand() {
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = readJson(hidden).packages
  return Object.entries(readJson(lockFile).packages).every(([path, wanted]) => {
    if (path === '') return true
    return path in installed ? installed[path].version === wanted.version : Boolean(wanted.optional)
  })
}

/**
 * Installs the packages of the lock file with `npm ci`, unless they are there already. Runs on Node 20 with nothing
 * installed.
 * @param {(detail: string) => void} say
 * @throws {Error} with npm's last words
 */
export async function ensureInstalled(say) {
  const stamp = wantedStamp()
  const isStamped = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
  if (existsSync(projectNode) && (isStamped || isInstalledByHand())) {
    if (!isStamped) writeFileSync(stampFile, stamp)
    say('installed')
    return
  }
  say('installing (npm ci)')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const counting = setInterval(() => say(`installing (npm ci): ${foldersIn(modules)} folders so far`), 1000)
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev']
  const { code, output } = await run(npm, args, { env: quietInstall })
  clearInterval(counting)
  if (code !== 0) {
    const lines = output.trim().split('\n').slice(-15)
    throw new Error(`npm ci failed (exit code ${code}):\n${lines.map((text) => `  ${text}`).join('\n')}`)
  }
  if (!existsSync(projectNode)) {
    throw new Error(
      'npm ci did not run install scripts. Allow them (npm config delete ignore-scripts) and try again.',
    )
  }
  writeFileSync(stampFile, stamp)
  say('installed by npm ci')
}

/** @param {string} folder */
const foldersIn = (folder) => (existsSync(folder) ? readdirSync(folder).length : 0)

/** Downloads from outside the npm registry that nothing here needs. */
const quietInstall = {
  PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
  PRISMA_ENGINES_CHECKSUM_IGNORE_MISSING: '1',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  NODE_ENV: 'development',
  npm_config_ignore_scripts: 'false',
}

/**
 * What every `npm run` command of ours begins with: the packages, or one clear message.
 * @param {() => Promise<number>} next gives the exit code
 */
export async function withPackages(next) {
  try {
    await step('packages', ensureInstalled)
    process.exitCode = await next()
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
}
