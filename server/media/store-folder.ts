import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { MediaStore } from './store'

/**
 * Keeps files in a folder, spread over 256 others by their first two letters. The comments at the calls tell the bundler that
 * they open no file of the product.
 */
export function folderStore(folder: string): MediaStore {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  return {
    async put(sha256, path) {
      const target = pathOf(sha256)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      // Whoever reads meanwhile sees all of it or nothing.
      const part = `${target}.${randomUUID()}`
      try {
        await copyFile(/* turbopackIgnore: true */ path, part)
        const file = await open(/* turbopackIgnore: true */ part, 'r+')
        await file.chmod(0o600)
        await file.sync()
        await file.close()
        await rename(part, target)
      } finally {
        await rm(part, { force: true })
      }
    },
    async open(sha256, range) {
      const file = await open(/* turbopackIgnore: true */ pathOf(sha256)).catch(noFile)
      return file && createReadStream('', { fd: file, ...range })
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
  }
}

function noFile(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
