import type { Readable } from 'node:stream'
import type { Config } from '@/server/config'
import { folderStore } from './store-folder'
import { s3Store } from './store-s3'

/** Bytes `start` to `end`, both included. */
export type ByteRange = { start: number; end: number }

/** Files by the hex SHA-256 of what they hold. Every function may be called again. */
export type MediaStore = {
  /** Keeps a copy of the file at `path`. */
  put(sha256: string, path: string): Promise<void>
  /** What is kept, or a part of it; null where there is nothing. */
  open(sha256: string, range?: ByteRange): Promise<Readable | null>
  remove(sha256: string): Promise<void>
}

/** Where the settings say that media is kept. */
export function mediaStore({ media }: Pick<Config, 'media'>): MediaStore {
  return media.s3 ? s3Store(media.s3, media.timeoutMs) : folderStore(media.folder)
}
