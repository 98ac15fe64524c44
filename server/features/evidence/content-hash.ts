import { createHash } from 'node:crypto'
import { textOf } from '@/server/openim/message-content'
import type { EvidenceBody } from './body'

/** Shorter texts are the same everywhere and say nothing of who is behind them, characters. */
const LEAST = 8

/**
 * Equal for messages whose words are the same to whoever reads them: letters in any width and case, whatever invisible
 * characters and blanks stand between them. Null where a message says too little. Pure.
 */
export function textHash({ messages, reportedSeq }: EvidenceBody): string | null {
  const reported = messages.find(({ seq }) => seq === reportedSeq)
  if (!reported) return null
  const text = plainText(textOf(reported.contentType, reported.content))
  return [...text].length < LEAST ? null : hashed('text', text)
}

/** Equal for messages that carry the same file. Pure. */
export const mediaHash = (sha256: string): string => hashed('media', sha256)

function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, (character) => (/\s/.test(character) ? ' ' : ''))
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
}

const hashed = (kind: string, text: string) => createHash('sha256').update(`${kind}\0${text}`).digest('hex')
