import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html, ownMarkup } from './html'

test('escapes texts, joins lists, leaves out what is missing', () => {
  const rows = ['<a>', `"&'`].map((text) => html`<li>${text}</li>`)
  expect(html`<ul class="${'x"y'}">${rows}${null}${false}${undefined}${0}</ul>`.markup).toBe(
    '<ul class="x&quot;y"><li>&lt;a&gt;</li><li>&quot;&amp;&#39;</li>0</ul>',
  )
  expect(html`${ownMarkup('<b>')}`.markup).toBe('<b>')
})

test('no text opens a tag or ends an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a', '漢') }), (text) => {
      expect(html`${text}`.markup).not.toMatch(/[<>"']/)
    }),
  )
})
