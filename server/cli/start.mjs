import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { ensureInstalled } from './install.mjs'
import { AlreadyRunning, releaseLock, takeLock } from './lock.mjs'
import { projectEnv, projectNode, root } from './project.mjs'
import { step } from './steps.mjs'

/**
 * What `npm start` runs, on any Node from 20 with nothing installed: it installs the packages and hands over to
 * start.ts on the Node that comes with them.
 */
const data = resolve(root, process.env.STEWARD_DATA || '.steward')

/** @param {unknown} error */
function fail(error) {
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exit(1)
}

if (Number(process.versions.node.split('.')[0]) < 20)
  fail(`Node 20 or later is needed; this is ${process.version}.`)

try {
  takeLock(data)
  await step('packages', ensureInstalled)
} catch (error) {
  if (!(error instanceof AlreadyRunning)) releaseLock(data)
  fail(error)
}

// The channel tells the launcher when this process is killed.
const launcher = spawn(projectNode, ['--import', 'tsx', 'server/cli/start.ts', ...process.argv.slice(2)], {
  cwd: root,
  env: projectEnv({ STEWARD_LOCK_FROM: String(process.pid) }),
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
launcher.on('error', fail)
launcher.on('exit', (code) => {
  releaseLock(data)
  process.exit(code ?? 1)
})

// Ctrl-C reaches the launcher by itself, a signal sent to this process alone does not. The launcher takes a second
// one for the same wish.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => launcher.kill('SIGTERM'))

// npm ended by itself (a supervisor's SIGTERM, say) tells nobody: its shell is gone and this process has a new parent.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid
  setInterval(() => process.ppid !== shell && launcher.kill('SIGTERM'), 500).unref()
}
