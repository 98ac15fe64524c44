import { z } from 'zod'

/** Reading the content of messages (contract 7.7). Clients may send anything, so everything here is a guess that may fail. Pure. */

/** Types that mean something to us by number. */
export const CONTENT = {
  text: 101,
  picture: 102,
  voice: 103,
  video: 104,
  file: 105,
  atText: 106,
  quote: 114,
  advancedText: 117,
  markdown: 118,
} as const

const record = z.record(z.string(), z.unknown())
export type ContentFields = z.infer<typeof record>

/** The fields of a content, or null where it is no JSON object. */
export function fieldsOf(content: string): ContentFields | null {
  try {
    const read = record.safeParse(JSON.parse(content))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

const asText = (value: unknown) => (typeof value === 'string' ? value : '')

/** What a person reads in a message; '' for types without words. Content that is no JSON is taken as text itself. */
export function textOf(contentType: number, content: string): string {
  const fields = fieldsOf(content)
  switch (contentType) {
    case CONTENT.text:
    case CONTENT.markdown:
      return fields ? asText(fields.content) : content
    case CONTENT.atText:
    case CONTENT.quote:
    case CONTENT.advancedText:
      return asText(fields?.text)
    case CONTENT.file:
      return asText(fields?.fileName)
    default:
      return ''
  }
}

const MOST_PREVIEW = 60

/** The beginning of what a message says, on one line and at most 60 characters long; '' for types without words. */
export function previewOf(contentType: number, content: string): string {
  const text = textOf(contentType, content).replace(/\s+/g, ' ').trim()
  const characters = [...new Intl.Segmenter().segment(text.slice(0, 4 * MOST_PREVIEW))]
  if (characters.length <= MOST_PREVIEW && text.length <= 4 * MOST_PREVIEW) return text
  return `${characters
    .slice(0, MOST_PREVIEW - 1)
    .map(({ segment }) => segment)
    .join('')}…`
}

/** Where the picture of a message can be loaded from; null where there is none or its address is not a web address. */
export function pictureUrlOf(contentType: number, content: string): string | null {
  const fields = fieldsOf(content)
  if (!fields) return null
  if (contentType === CONTENT.picture) {
    const urls = PICTURES.map((name) => pictureAddress(fields[name]))
    return urls.map(webAddress).find((url) => url !== null) ?? null
  }
  return contentType === CONTENT.video ? webAddress(asText(fields.snapshotUrl)) : null
}

/** The sizes of a picture, best first. */
export const PICTURES = ['bigPicture', 'sourcePicture', 'snapshotPicture'] as const

/** The address in one size of a picture. */
export function pictureAddress(size: unknown): string {
  const read = record.safeParse(size)
  return read.success ? asText(read.data.url) : ''
}

/** Every web address from which what a message carries can be loaded: its pictures, voice, video or file, each once. */
export function mediaUrlsOf(contentType: number, content: string): string[] {
  const fields = fieldsOf(content)
  if (!fields) return []
  const given =
    contentType === CONTENT.picture
      ? PICTURES.map((name) => pictureAddress(fields[name]))
      : MEDIA_FIELDS.map((name) => asText(fields[name]))
  const isMedia = MEDIA.some((type) => type === contentType)
  return isMedia ? [...new Set(given.flatMap((url) => webAddress(url) ?? []))] : []
}

/** Every web address that stands anywhere in a content, JSON in JSON included, each once. */
export function addressesIn(content: string): string[] {
  const found = content.replaceAll('\\/', '/').match(/https?:\/\/[^\s"'<>\\]+/g) ?? []
  return [...new Set(found.flatMap((url) => webAddress(url) ?? []))]
}

const MEDIA = [CONTENT.picture, CONTENT.voice, CONTENT.video, CONTENT.file] as const
const MEDIA_FIELDS = ['sourceUrl', 'videoUrl', 'snapshotUrl'] as const

function webAddress(url: string): string | null {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null
}
