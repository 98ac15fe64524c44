import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const secretsSchema = z.object({
  databasePassword: z.string().min(1),
  nextAuthSecret: z.string().min(32),
  /** Master key of the encrypted columns: 32 bytes in base64. */
  key: z.string().length(44),
  openimSecret: z.string().min(1),
})

/** What the demo needs and nobody has to choose. */
export type Secrets = z.infer<typeof secretsSchema>

/**
 * The demo's secrets, made once and then kept in `file`, which only its owner may read.
 * @throws Error naming the file when something else wrote it
 */
export function demoSecrets(file: string): Secrets {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, `${JSON.stringify(newSecrets(), null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  chmodSync(file, 0o600)
  const read = secretsSchema.safeParse(parseJson(readFileSync(file, 'utf8')))
  if (read.success) return read.data
  throw new Error(
    `${file} is damaged: without it the data beside it cannot be read. ` +
      'Put it back, or begin with empty data: npm start -- --fresh.',
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const newSecrets = (): Secrets => ({
  databasePassword: randomBytes(24).toString('hex'),
  nextAuthSecret: randomBytes(48).toString('base64'),
  key: randomBytes(32).toString('base64'),
  openimSecret: randomBytes(24).toString('hex'),
})
