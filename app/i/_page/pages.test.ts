import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import en from '@/app/_messages/en.json'
import zhCn from '@/app/_messages/zh-CN.json'
import type { WorkingLink } from '@/server/features/invites/public/schema'
import { answerPage } from './frame'
import { type LinkView, linkPage } from './link-page'
import { messagePage } from './message-page'
import { reportPage, sentPage } from './report-page'
import { STYLE, STYLE_HASH } from './style'

const translators = {
  en: createTranslator({ locale: 'en', messages: en }),
  'zh-CN': createTranslator({ locale: 'zh-CN', messages: zhCn }),
}
const CODE = '7K3M9QXTAB4C'
const card = {
  name: 'Trail <b>runners</b>',
  introduction: 'At "seven"\n\n\n\n\nNorth gate',
  pictureUrl: null,
}
const link: WorkingLink = {
  ...{
    code: CODE,
    inviteId: 'i',
    groupId: 'secret-group',
    mode: 'join',
    expiresAt: Date.UTC(2026, 10, 30, 14),
  },
  ...{ size: '50_to_199', card },
}

function view(more: Partial<WorkingLink> = {}, locale: LinkView['locale'] = 'en'): LinkView {
  const app = { name: 'Chatty', href: `chat://join/${CODE}`, getUrl: 'https://example.org/get' }
  return {
    locale,
    t: translators[locale],
    link: { ...link, ...more },
    url: `https://s.example.org/i/${CODE}`,
    app,
  }
}

const where = { locale: 'en', t: translators.en, code: CODE } as const
const reasons = [{ id: 'spam', names: { en: 'Spam', 'zh-CN': '垃圾' } }]
const report = {
  ...where,
  name: card.name,
  app: undefined,
  reasons,
  filled: { reason: 'spam', text: '</textarea><i>' },
}

const pages = {
  link: linkPage(view()),
  hidden: linkPage(view({ card: null })),
  report: reportPage({ ...report, wrong: 'No' }),
  sent: sentPage(where),
  message: messagePage(where, { title: 'No', text: 'It <does> not', reference: '7K3M9QXT' }),
}

describe.each(Object.entries(pages))('the page %s', (_, page) => {
  test('runs nothing, loads nothing from elsewhere and is not to be indexed', () => {
    expect(page).not.toMatch(
      /<script|<link rel="(?!icon|canonical)|\son\w+=|javascript:|style="|<b>|<i>|<does>/i,
    )
    expect(page).not.toMatch(/src="(?!data:)/)
    expect(page).toContain('<meta name="robots" content="noindex')
    expect(page).toContain(`<style>${STYLE}</style>`)
  })

  test('is sent with a policy that lets it do no more', () => {
    const policy = answerPage(page).headers.get('content-security-policy')
    expect(policy).toBe(
      `default-src 'none'; style-src ${STYLE_HASH}; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    )
  })
})

describe('the page of a link', () => {
  test('says what it leads to, how to get there, and until when', () => {
    for (const text of [
      'Trail &lt;b&gt;runners&lt;/b&gt;',
      '50 to 199 members',
      'At &quot;seven&quot;\n\nNorth gate',
      `href="chat://join/${CODE}"`,
      'Get Chatty',
      '7K3M-9QXT-AB4C',
      'Works until 30 November 2026',
      `/i/${CODE}/report`,
      `<meta property="og:url" content="https://s.example.org/i/${CODE}">`,
    ]) {
      expect(pages.link).toContain(text)
    }
    expect(pages.link).not.toContain('secret-group')
  })

  test('names nothing of a group that hides it, not even to other apps', () => {
    expect(pages.hidden).toContain('A private group')
    expect(pages.hidden).not.toMatch(/Trail|seven/)
  })

  test('tells by its mode what happens next', () => {
    expect(linkPage(view({ mode: 'apply' }))).toContain('admins decide')
    const info = linkPage(view({ mode: 'info' }))
    expect(info).toContain('lets nobody in by itself')
    expect(info).not.toContain('chat://')
    expect(linkPage(view({}, 'zh-CN'))).toContain('在Chatty中打开')
  })

  test('takes the overrides of direction out of a name, and keeps the title from being turned', () => {
    const turned = linkPage(view({ card: { ...card, name: '\u202egnp.exe' } }))
    expect(turned).not.toContain('\u202e')
    const unseen = linkPage(view({ card: { ...card, name: '\u200b\u3164' } }))
    expect(unseen).toContain('A private group')
    expect(linkPage(view({ card: { ...card, name: 'قهوة' } }))).toContain('<title>\u2068قهوة\u2069</title>')
  })

  test('keeps a long introduction in its place', () => {
    const introduction = 'Boats\n'.repeat(12)
    expect(linkPage(view({ card: { ...card, introduction } }))).toContain(
      '<p class="said long" dir="auto" tabindex="0">',
    )
  })

  test('tells other apps the beginning of a long introduction, by whole characters', () => {
    const introduction = `\u202e${'x'.repeat(199)}😀 and more`
    expect(linkPage(view({ card: { ...card, introduction } }))).toContain(
      `<meta property="og:description" content="${'x'.repeat(199)}…">`,
    )
  })

  test('shows a picture from where it is, and lets only that be loaded', () => {
    const page = linkPage(view({ card: { ...card, pictureUrl: 'https://im.example.org/object/a"b.png' } }))
    expect(page).toContain('src="https://im.example.org/object/a&quot;b.png"')
    const policy = answerPage(page, { pictureOrigin: 'https://im.example.org' }).headers.get(
      'content-security-policy',
    )
    expect(policy).toContain('img-src data: https://im.example.org;')
  })
})

test('a form that was not taken keeps what was written', () => {
  expect(pages.report).toContain('value="spam" required checked')
  expect(pages.report).toContain('&lt;/textarea&gt;&lt;i&gt;</textarea>')
  expect(pages.report).toContain('role="alert">No<')
})
