import { existsSync, readdirSync, statSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupHref } from '../groups/_components/group-href'
import { personHref } from '../people/_components/person-href'
import { idOfSegment } from './id-segment'

/** What Next.js finds of an address that a browser was given: the parts of its path, as they are written. */
const parts = (href: string) => new URL(href, 'http://steward.test/people?q=x').pathname.split('/').slice(1)

const ODD = [
  'import',
  'new',
  '.',
  '..',
  '...',
  '~',
  '~.',
  'a/b',
  '/',
  '%2e',
  '%2E%2e',
  '%',
  '?x',
  '#',
  '👩‍🚀',
  ' ',
  '\\',
  'a b',
  '张',
]

const PAGES = [
  ['people', personHref],
  ['groups', groupHref],
] as const

describe.each(PAGES)('%s', (folder, hrefOf) => {
  test.each(ODD)('the page of %j opens', (id) => {
    const [first, segment = '', ...more] = parts(hrefOf(id))
    expect([first, more]).toEqual([folder, []])
    expect(idOfSegment(segment)).toBe(id)
  })

  test('every id has a page of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 }), (id) => {
        const [, segment = '', ...more] = parts(hrefOf(id))
        expect(more).toEqual([])
        expect(idOfSegment(segment)).toBe(id)
      }),
    )
  })

  test('no other page stands where one of these would', () => {
    const path = `app/(console)/${folder}`
    const beside = readdirSync(path).filter(
      (name) => !/^[_[]/.test(name) && statSync(`${path}/${name}`).isDirectory(),
    )
    expect(beside.filter((name) => existsSync(`${path}/${name}/page.tsx`))).toEqual([])
  })
})
