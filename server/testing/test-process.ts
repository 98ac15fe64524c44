import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { root } from '@/server/cli/project.mjs'

type TestProcessOptions = {
  /** Added to this process's variables. */
  variables: Record<string, string>
  /** Whether the test run shows what it complains of. */
  errors?: 'inherit' | 'ignore'
}

/** Inside the project, so that packages are found from there. */
const FOLDER = join(root, 'node_modules/.cache/steward-tests')

const compiled = new Map<string, Promise<string>>()

/**
 * Starts a TypeScript file of this project as a process of its own, which can be sent messages. It is compiled into one
 * file first, once: loaded module by module, a process would take a second before its first line.
 * @param file from the root of the project
 */
export async function startTestProcess(
  file: string,
  { variables, errors = 'inherit' }: TestProcessOptions,
): Promise<ChildProcess> {
  const script = compiled.get(file) ?? compile(file)
  compiled.set(file, script)
  return fork(await script, {
    cwd: root,
    execArgv: [],
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'ignore', errors, 'ipc'],
  })
}

async function compile(file: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
  })
  const script = join(FOLDER, `${basename(file, '.ts')}.mjs`)
  // Several test processes may compile the same file: it is there whole or not at all.
  const unfinished = `${script}.${process.pid}`
  await mkdir(FOLDER, { recursive: true })
  await writeFile(unfinished, outputFiles[0]?.contents ?? '')
  await rename(unfinished, script)
  return script
}
