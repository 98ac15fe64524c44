import { internal } from '../wire/errors'
import { type Json, JsonNumber } from '../wire/json-parse'

type Kind = 'text' | 'number' | 'list' | 'object'

interface Element {
  /** The Go struct named in validation errors. */
  name: string
  /** Required keys, non-empty and non-zero. */
  required: Record<string, Kind>
  nested?: Record<string, Element>
}

const PICTURE_PART: Element = {
  name: 'PictureBaseInfo',
  required: { type: 'text', width: 'number', height: 'number', url: 'text' },
}

/** What send_msg checks of each content type (contract 7.7). */
const ELEMENTS: Record<number, Element> = {
  101: { name: 'TextElem', required: { content: 'text' } },
  102: {
    name: 'PictureElem',
    required: {},
    nested: { sourcePicture: PICTURE_PART, bigPicture: PICTURE_PART, snapshotPicture: PICTURE_PART },
  },
  103: { name: 'SoundElem', required: { sourceUrl: 'text', duration: 'number' } },
  104: {
    name: 'VideoElem',
    required: {
      videoUrl: 'text',
      videoType: 'text',
      videoSize: 'number',
      duration: 'number',
      snapshotUrl: 'text',
      snapshotWidth: 'number',
      snapshotHeight: 'number',
    },
  },
  105: { name: 'FileElem', required: { sourceUrl: 'text', fileName: 'text', fileSize: 'number' } },
  106: { name: 'AtElem', required: { atUserList: 'list' } },
  110: { name: 'CustomElem', required: { data: 'text' } },
  114: { name: 'QuoteElem', required: {} },
  118: { name: 'MarkdownTextElem', required: { content: 'text' } },
  1400: {
    name: 'OANotificationElem',
    required: { notificationName: 'text', notificationType: 'number', text: 'text' },
  },
}

/** Content types that v3.8.3-patch.16 does not take over REST. */
const MAIN_ONLY = new Set([114, 118])

/** Whether send_msg takes this content type at all. */
export function isSendable(contentType: number, patch: boolean): boolean {
  return contentType in ELEMENTS && !(patch && MAIN_ONLY.has(contentType))
}

/** Checks the content of a message; throws code 500 with one line for each thing missing. */
export function checkContent(contentType: number, content: Map<string, Json>): void {
  const element = ELEMENTS[contentType]
  if (!element) return
  const problems = problemsOf(element, element.name, content)
  if (problems.length) throw internal(problems.join('\n'))
}

function problemsOf(element: Element, path: string, content: Json | undefined): string[] {
  const fields = content instanceof Map ? lowerKeys(content) : new Map<string, Json>()
  const out: string[] = []
  for (const [key, kind] of Object.entries(element.required)) {
    const value = fields.get(key.toLowerCase())
    if (value !== undefined && value !== null && !isKind(value, kind)) {
      throw internal(`1 error(s) decoding:\n\n* '${key}' expected a ${kind}, got unconvertible type`)
    }
    if (isEmpty(value)) out.push(missing(path, key))
  }
  for (const [key, part] of Object.entries(element.nested ?? {})) {
    const name = capital(key)
    out.push(...problemsOf(part, `${path}.${name}`, fields.get(key.toLowerCase())))
  }
  return out
}

function missing(path: string, key: string): string {
  const field = capital(key)
  return `Key: '${path}.${field}' Error:Field validation for '${field}' failed on the 'required' tag`
}

function lowerKeys(content: Map<string, Json>): Map<string, Json> {
  return new Map([...content].map(([k, v]) => [k.toLowerCase(), v]))
}

function isKind(value: Json, kind: Kind): boolean {
  if (kind === 'text') return typeof value === 'string'
  if (kind === 'number') return value instanceof JsonNumber
  return kind === 'list' ? Array.isArray(value) : value instanceof Map
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (value instanceof JsonNumber) return Number(value.text) === 0
  return Array.isArray(value) && value.length === 0
}

function capital(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1)
}

/** The people a content of type 106 mentions. */
export function mentioned(content: Map<string, Json>): string[] {
  const found = lowerKeys(content).get('atuserlist')
  return Array.isArray(found) ? found.filter((id) => typeof id === 'string') : []
}
