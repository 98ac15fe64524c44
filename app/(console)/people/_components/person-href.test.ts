import { existsSync, readdirSync, statSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { personHref, personOfHref } from './person-href'

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

test.each(ODD)('the page of %j opens', (id) => {
  const [people, part = '', ...more] = parts(personHref(id))
  expect([people, more]).toEqual(['people', []])
  expect(personOfHref(part)).toBe(id)
})

test('every id has a page of its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 64 }), (id) => {
      const [, part = '', ...more] = parts(personHref(id))
      expect(more).toEqual([])
      expect(personOfHref(part)).toBe(id)
    }),
  )
})

test('no other page stands where a person would', () => {
  const folder = 'app/(console)/people'
  const beside = readdirSync(folder).filter(
    (name) => !/^[_[]/.test(name) && statSync(`${folder}/${name}`).isDirectory(),
  )
  expect(beside.filter((name) => existsSync(`${folder}/${name}/page.tsx`))).toEqual([])
})
