import { canonicalJson, type Json } from '@/server/audit/canonical-json'
import {
  CONTENT,
  type ContentFields,
  fieldsOf,
  PICTURES,
  pictureAddress,
  textOf,
} from '@/server/openim/message-content'
import type { CopyDifference } from './schema'

/** What a reporter says they saw. */
export type Copy = { contentType: number; content: string; sendId?: string; sendTime?: number }

/** What OpenIM had: null when the message is gone for everybody. */
export type Original = { contentType: number; content: string; senderId: string; sentAt: number } | null

export type Comparison = 'match' | 'differs' | 'gone' | 'no_copy'

/** Clients round the time a message was sent, ms. */
const TIME_TOLERANCE_MS = 1_000

/**
 * Compares a reporter's copy with the original by what a person would see: the words, the addresses of pictures and
 * files, the data of custom messages. Left out is what rightly differs between two devices: order of keys and spaces of
 * the JSON, empty fields, local paths, line endings and blanks at the ends of a text, the way accents are encoded.
 */
export function compare(copy: Copy | null, original: Original): Comparison {
  if (copy === null) return 'no_copy'
  if (original === null) return 'gone'
  return differencesOf(copy, original).length === 0 ? 'match' : 'differs'
}

/** In what a copy differs from the original; nothing where they say the same. Pure. */
export function differencesOf(copy: Copy, original: NonNullable<Original>): CopyDifference[] {
  const { contentType, content, sendId, sendTime } = copy
  const differences: CopyDifference[] = []
  if (contentType !== original.contentType) differences.push('type')
  if (sendId !== undefined && sendId !== original.senderId) differences.push('sender')
  if (sendTime !== undefined && Math.abs(sendTime - original.sentAt) > TIME_TOLERANCE_MS)
    differences.push('time')
  if (meaningOf(contentType, content) !== meaningOf(original.contentType, original.content)) {
    differences.push(MEDIA.has(contentType) ? 'media' : 'words')
  }
  return differences
}

const MEDIA: ReadonlySet<number> = new Set([CONTENT.picture, CONTENT.voice, CONTENT.video, CONTENT.file])

/** Equal for contents that say the same. */
function meaningOf(contentType: number, content: string): string {
  const fields = fieldsOf(content)
  switch (contentType) {
    case CONTENT.text:
    case CONTENT.markdown:
      return plain(textOf(contentType, content))
    case CONTENT.atText:
      return canonicalJson([plain(textOf(contentType, content)), named(fields)])
    case CONTENT.quote:
      // OpenIM rewrites the quoted message when that one is taken back.
      return canonicalJson([plain(textOf(contentType, content)), quotedId(fields)])
    case CONTENT.picture:
      return canonicalJson(PICTURES.map((size) => pictureAddress(fields?.[size])))
    case CONTENT.voice:
      return only(fields, ['sourceUrl', 'duration'])
    case CONTENT.video:
      return only(fields, ['videoUrl', 'snapshotUrl', 'duration'])
    case CONTENT.file:
      return only(fields, ['sourceUrl', 'fileName', 'fileSize'])
    default:
      return fields ? canonicalJson(withoutEmpty(fields)) : content.trim()
  }
}

const plain = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()

/** Who is named in a text with @, in no order. */
function named(fields: ContentFields | null): string[] {
  const list = fields?.atUserList
  return Array.isArray(list) ? list.map(String).sort() : []
}

function quotedId(fields: ContentFields | null): string {
  const quoted = fields?.quoteMessage
  if (typeof quoted !== 'object' || quoted === null || !('clientMsgID' in quoted)) return ''
  return String(quoted.clientMsgID)
}

function only(fields: ContentFields | null, names: readonly string[]): string {
  return canonicalJson(names.map((name) => withoutEmpty(fields?.[name])))
}

/** A value without its empty parts, which one client writes and the next leaves out; null when nothing is left. */
function withoutEmpty(value: unknown): Json {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(withoutEmpty)
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries(value)
      .map(([key, entry]): [string, Json] => [key, withoutEmpty(entry)])
      .filter(([, entry]) => entry !== null)
    return kept.length === 0 ? null : Object.fromEntries(kept)
  }
  if (typeof value === 'string') return value === '' ? null : value
  if (typeof value === 'number') return value === 0 ? null : value
  return value === true ? true : null
}
