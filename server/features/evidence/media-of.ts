import { CONTENT, fieldsOf, mediaUrlsOf, pictureUrlOf, textOf } from '@/server/openim/message-content'
import type { EvidenceBody } from './body'

/** One file that a message carries: its best size, what stands for it, and how its sender named it. */
export type WantedMedia = {
  part: 'picture' | 'preview' | 'voice' | 'video' | 'file'
  url: string
  name: string
}

/** What the reported message of some evidence carries. Nothing where it was gone. Pure. */
export function mediaOf({ messages, reportedSeq }: EvidenceBody): WantedMedia[] {
  const reported = messages.find(({ seq }) => seq === reportedSeq)
  if (!reported) return []
  const { contentType, content } = reported
  const [first] = mediaUrlsOf(contentType, content)
  const shown = pictureUrlOf(contentType, content)
  switch (contentType) {
    case CONTENT.picture:
      return part('picture', shown)
    case CONTENT.voice:
      return part('voice', first)
    case CONTENT.video:
      return [...part('video', filmUrl(content)), ...part('preview', shown)]
    case CONTENT.file:
      return part('file', first, textOf(contentType, content))
    default:
      return []
  }
}

const part = (name: WantedMedia['part'], url: string | null | undefined, fileName = ''): WantedMedia[] =>
  url ? [{ part: name, url, name: fileName.slice(0, MOST_NAME) }] : []

const MOST_NAME = 200

/** The film itself, and not the picture before it. */
function filmUrl(content: string): string | undefined {
  const shown = fieldsOf(content)?.videoUrl
  return mediaUrlsOf(CONTENT.video, content).find((url) => url === shown)
}
