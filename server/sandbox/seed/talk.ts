import type { Language } from './cast'
import { TALK_EN } from './talk-en'
import { TALK_AR, TALK_DE } from './talk-others'
import { TALK_ZH } from './talk-zh'

/** One line of a conversation. `who` numbers the speakers from 0; a picture's text is its name. */
export interface Line {
  who: number
  text: string
  picture: boolean
}

const TALK: Record<Language, Record<string, string>> = { en: TALK_EN, zh: TALK_ZH, de: TALK_DE, ar: TALK_AR }

/** The conversations people have about a topic in a language; general ones where there are none of that topic. */
export function conversationsAbout(topic: string, language: Language): Line[][] {
  const texts = TALK[language]
  const own = texts[topic]
  return [...(own ? parse(own) : []), ...(own && language !== 'de' ? [] : parse(texts.general ?? ''))]
}

const PICTURE = '[picture] '

function parse(text: string): Line[][] {
  return text
    .trim()
    .split('\n\n')
    .map((conversation) =>
      conversation
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const said = line.slice(3)
          const picture = said.startsWith(PICTURE)
          return { who: line.charCodeAt(0) - 97, text: picture ? said.slice(PICTURE.length) : said, picture }
        }),
    )
}
