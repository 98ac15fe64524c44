import { existsSync } from 'node:fs'
import { e2e } from '@/server/testing/e2e'
import { run } from './project.mjs'
import { programOnPath } from './redis'

/** Debian packages that the tests need, and how to see that they are there. */
const tools = [
  { name: 'chromium', isThere: () => existsSync(e2e.chromium) },
  { name: 'redis-server', isThere: () => programOnPath('redis-server') !== undefined },
  {
    name: 'fonts-noto-cjk',
    isThere: async () => (await run('fc-list', [':lang=zh-cn'])).output.trim() !== '',
  },
]

async function missingTools() {
  const there = await Promise.all(tools.map(({ isThere }) => isThere()))
  return tools.filter((_, at) => !there[at]).map(({ name }) => name)
}

/** Installs the missing packages where this account may (root with apt-get), and says what to install where not. */
export async function installTools(say: (detail: string) => void): Promise<{ ok: boolean; output: string }> {
  const missing = await missingTools()
  if (missing.length === 0) return { ok: true, output: '' }
  const list = missing.join(' ')
  if (process.getuid?.() !== 0 || !programOnPath('apt-get')) {
    const how = `Install these first: ${list}\nOn Debian: sudo apt-get install ${list}`
    return { ok: false, output: `${how}\n(another Chromium can be named by CHROMIUM_PATH)` }
  }
  say(`installing ${list}`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-q'], { env })
  const { output } = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing], {
    env,
  })
  const still = await missingTools()
  if (still.length === 0) return { ok: true, output: '' }
  return {
    ok: false,
    output: `apt-get could not install ${still.join(' ')}:\n${output.split('\n').slice(-15).join('\n')}`,
  }
}
