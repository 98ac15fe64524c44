import { internal } from '../wire/errors'
import type { Json } from '../wire/json-parse'
import { toFlag, toList, toText, toWhole, Unconvertible } from './weak-decode'

/** A field of a Go struct: what it holds, and what its validation asks for. */
interface Field {
  kind: 'text' | 'number' | 'flag' | 'texts' | Element
  required?: boolean
  /** A pointer: nothing is asked of it while it is absent. */
  optional?: boolean
  most?: number
}

/** A Go struct by its name, which validation errors print. Fields are named as in content; Go's names differ in case. */
interface Element {
  name: string
  fields: Record<string, Field>
  /** Go's names where they are not the key with a capital. */
  goNames?: Record<string, string>
}

const text: Field = { kind: 'text' }
const number: Field = { kind: 'number' }
const needText: Field = { kind: 'text', required: true }
const needNumber: Field = { kind: 'number', required: true }

const PICTURE_PART: Element = {
  name: 'PictureBaseInfo',
  fields: { uuid: text, type: needText, size: number, width: needNumber, height: needNumber, url: needText },
  goNames: { uuid: 'UUID' },
}

const PICTURE: Element = {
  name: 'PictureElem',
  fields: {
    sourcePath: text,
    sourcePicture: { kind: PICTURE_PART },
    bigPicture: { kind: PICTURE_PART },
    snapshotPicture: { kind: PICTURE_PART },
  },
}

const SOUND: Element = {
  name: 'SoundElem',
  fields: { uuid: text, soundPath: text, sourceUrl: needText, dataSize: number, duration: needNumber },
  goNames: { uuid: 'UUID', sourceUrl: 'SourceURL' },
}

const VIDEO: Element = {
  name: 'VideoElem',
  fields: {
    videoPath: text,
    videoUUID: text,
    videoUrl: needText,
    videoType: needText,
    videoSize: needNumber,
    duration: needNumber,
    snapshotPath: text,
    snapshotUUID: text,
    snapshotSize: number,
    snapshotUrl: needText,
    snapshotWidth: needNumber,
    snapshotHeight: needNumber,
  },
  goNames: { videoUrl: 'VideoURL', snapshotUrl: 'SnapshotURL' },
}

const FILE: Element = {
  name: 'FileElem',
  fields: { filePath: text, uuid: text, sourceUrl: needText, fileName: needText, fileSize: needNumber },
  goNames: { uuid: 'UUID', sourceUrl: 'SourceURL' },
}

/** What send_msg checks of each content type (contract 7.7). */
const ELEMENTS: Record<number, Element> = {
  101: { name: 'TextElem', fields: { content: needText } },
  102: PICTURE,
  103: SOUND,
  104: VIDEO,
  105: FILE,
  106: {
    name: 'AtElem',
    fields: { text, atUserList: { kind: 'texts', required: true, most: 1000 }, isAtSelf: { kind: 'flag' } },
  },
  110: { name: 'CustomElem', fields: { data: needText, description: text, extension: text } },
  114: { name: 'QuoteElem', fields: { text } },
  118: { name: 'MarkdownTextElem', fields: { content: needText } },
  1400: {
    name: 'OANotificationElem',
    fields: {
      notificationName: needText,
      notificationFaceURL: text,
      notificationType: needNumber,
      text: needText,
      url: text,
      mixType: { kind: 'number', most: 5 },
      pictureElem: { kind: PICTURE, optional: true },
      soundElem: { kind: SOUND, optional: true },
      videoElem: { kind: VIDEO, optional: true },
      fileElem: { kind: FILE, optional: true },
      ex: text,
    },
  },
}

/** Content types that v3.8.3-patch.16 does not take over REST. */
const MAIN_ONLY = new Set([114, 118])

/** Whether send_msg takes this content type at all. */
export function isSendable(contentType: number, patch: boolean): boolean {
  return contentType in ELEMENTS && !(patch && MAIN_ONLY.has(contentType))
}

/** Checks the content of a message; throws code 500 with one line for each thing that cannot be read or is missing. */
export function checkContent(contentType: number, content: Map<string, Json>): void {
  const element = ELEMENTS[contentType]
  if (!element) return
  const unreadable: string[] = []
  const problems = problemsOf(element, element.name, content, unreadable)
  if (unreadable.length)
    throw internal(`${unreadable.length} error(s) decoding:\n\n${unreadable.map((p) => `* ${p}`).join('\n')}`)
  if (problems.length) throw internal(problems.join('\n'))
}

function problemsOf(
  element: Element,
  path: string,
  content: Json | undefined,
  unreadable: string[],
): string[] {
  const given = lowerKeys(content)
  const out: string[] = []
  for (const [key, field] of Object.entries(element.fields)) {
    const value = given.get(key.toLowerCase()) ?? null
    const goName = element.goNames?.[key] ?? capital(key)
    try {
      out.push(...fieldProblems(field, value, `${path}.${goName}`, goName, unreadable))
    } catch (error) {
      if (!(error instanceof Unconvertible)) throw error
      unreadable.push(`'${goName}' ${error.message}`)
    }
  }
  return out
}

function fieldProblems(
  field: Field,
  value: Json,
  path: string,
  name: string,
  unreadable: string[],
): string[] {
  if (typeof field.kind === 'object') {
    if (value === null && field.optional) return []
    if (value !== null && !(value instanceof Map)) throw new Unconvertible('expected a map')
    return problemsOf(field.kind, path, value, unreadable)
  }
  const size = sizeOf(field.kind, value)
  const failed = field.required && size === 0 ? 'required' : undefined
  const broken = failed ?? (field.most !== undefined && size > field.most ? 'max' : undefined)
  return broken ? [`Key: '${path}' Error:Field validation for '${name}' failed on the '${broken}' tag`] : []
}

/** How much a value is once it is read: 0 is what Go calls a zero value. */
function sizeOf(kind: 'text' | 'number' | 'flag' | 'texts', value: Json): number {
  if (kind === 'text') return toText(value).length
  if (kind === 'number') return toWhole(value)
  return kind === 'flag' ? Number(toFlag(value)) : toList(value).length
}

function lowerKeys(content: Json | undefined): Map<string, Json> {
  if (!(content instanceof Map)) return new Map()
  return new Map([...content].map(([k, v]) => [k.toLowerCase(), v]))
}

function capital(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1)
}

/** The people a content of type 106 mentions. */
export function mentioned(content: Map<string, Json>): string[] {
  return toList(lowerKeys(content).get('atuserlist') ?? null)
}
