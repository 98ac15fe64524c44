import { existsSync } from 'node:fs'
import { e2e, headlessShell } from '@/server/testing/e2e'
import { run } from './project.mjs'
import { programOnPath } from './redis'

type Tool = { name: string; isThere: () => boolean | Promise<boolean>; optional?: boolean }

/** Debian packages that the tests need, and how to see that they are there. Without an optional one they take longer. */
const tools: readonly Tool[] = [
  {
    name: 'chromium-headless-shell',
    isThere: () => Boolean(process.env.CHROMIUM_PATH) || existsSync(headlessShell),
    optional: true,
  },
  { name: 'chromium', isThere: () => existsSync(e2e.chromium) },
  { name: 'redis-server', isThere: () => programOnPath('redis-server') !== undefined },
  {
    name: 'fonts-noto-cjk',
    isThere: async () => (await run('fc-list', [':lang=zh-cn'])).output.trim() !== '',
  },
]

async function missingOf(some: readonly Tool[]): Promise<Tool[]> {
  const there = await Promise.all(some.map(({ isThere }) => isThere()))
  return some.filter((_, at) => !there[at])
}

const listOf = (some: readonly Tool[]) => some.map(({ name }) => name).join(' ')

/** Not for long where there is no network. */
const apt = (...args: string[]) =>
  run('apt-get', ['-q', '-o', 'Acquire::http::Timeout=10', '-o', 'Acquire::Retries=0', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })

/** Installs the missing packages where this account may (root with apt-get), and says what to install where not. */
export async function installTools(say: (detail: string) => void): Promise<{ ok: boolean; output: string }> {
  const missing = await missingOf(tools)
  if (missing.length === 0) return { ok: true, output: '' }
  const needed = tools.filter(({ optional }) => !optional)
  if (process.getuid?.() !== 0 || !programOnPath('apt-get')) {
    const list = listOf(await missingOf(needed))
    const how = `Install these first: ${list}\nOn Debian: sudo apt-get install ${list}`
    return { ok: list === '', output: `${how}\n(another Chromium can be named by CHROMIUM_PATH)` }
  }
  await apt('update')
  const said: string[] = []
  // One by one: the headless Chromium makes the whole one unnecessary, and not every release of Debian has it.
  for (const tool of missing) {
    if (await tool.isThere()) continue
    say(`installing ${tool.name}`)
    said.push((await apt('install', '-y', '--no-install-recommends', tool.name)).output)
  }
  const still = listOf(await missingOf(needed))
  const why = said.join('\n').split('\n').slice(-15).join('\n')
  return still === ''
    ? { ok: true, output: '' }
    : { ok: false, output: `apt-get could not install ${still}:\n${why}` }
}
