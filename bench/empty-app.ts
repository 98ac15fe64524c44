import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@/server/cli/ports'
import { root } from '@/server/cli/project.mjs'
import { linkPackages } from './app-copy'
import { runToEnd, start } from './launcher'
import { temporaryFolder } from './temporary-folder'

const FILES = {
  'app/layout.tsx': `import type { ReactNode } from 'react'
export default function Root({ children }: { children: ReactNode }) {
  return <html lang="en"><body>{children}</body></html>
}
`,
  'app/page.tsx': `export default function Empty() {
  return null
}
`,
  'package.json': '{ "private": true, "type": "module" }',
}

/** Builds and serves an app of one empty page with our Next.js, React and settings; answers the page's address. */
export async function startEmptyApp(): Promise<string> {
  const folder = temporaryFolder('empty')
  mkdirSync(join(folder, 'app'))
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(folder, file), text)
  for (const file of ['next.config.mjs', 'tsconfig.json']) copyFileSync(join(root, file), join(folder, file))
  linkPackages(folder)
  const port = await freePort()
  const node = join(folder, 'node_modules/.bin/node')
  const next = join(folder, 'node_modules/next/dist/bin/next')
  await runToEnd(node, [next, 'build'], { cwd: folder })
  const server = start(node, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], { cwd: folder })
  await server.until(/Ready in/, 60_000)
  return `http://127.0.0.1:${port}/`
}
