import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Fails with every rule of accessibility that a page breaks; `rules` looks at these alone. */
export async function expectNoViolations(page: Page, where: string, rules?: readonly string[]) {
  // A step within a page takes its title away until the next one has come.
  await expect(page).toHaveTitle(/./)
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze()
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((n) => n.html).join('\n  ')}`,
  )
  expect(told, where).toEqual([])
}

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

/** Nothing is wider than the screen: neither the page nor the part of it that scrolls. */
export async function expectNoSidewaysScroll(page: Page) {
  const widths = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, main *')].flatMap((element) => {
      const scrolls = element === document.documentElement || getComputedStyle(element).overflowX === 'auto'
      const over = element.scrollWidth - element.clientWidth
      return scrolls && over > 0 ? [`${element.tagName} ${element.className}: ${over} px`] : []
    }),
  )
  expect(widths).toEqual([])
}
