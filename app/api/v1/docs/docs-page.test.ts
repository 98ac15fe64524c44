import { expect, test } from 'vitest'
import { apiDocument } from '@/server/features/client-api/document'
import { docsPage } from './docs-page'

const document = JSON.parse(JSON.stringify(apiDocument(['spam', 'scam'], 'https://s.example.org')))
const page = docsPage(document)

test('every call of the document is on the page, with its codes', () => {
  for (const [path, methods] of Object.entries<object>(document.paths)) {
    expect(page).toContain(`<code>${path}</code>`)
    for (const one of Object.values(methods)) expect(page).toContain(`id="${one.operationId}"`)
  }
  for (const text of [
    'nonce_spent',
    'invite_not_working',
    '&quot;join&quot; | &quot;apply&quot;',
    'reporterId',
  ]) {
    expect(page).toContain(text)
  }
})

test('it runs nothing and loads nothing', () => {
  expect(page).not.toMatch(/<script|\son\w+=|style="|<img|src=|`/)
})
