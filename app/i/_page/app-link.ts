/** What opens the app at a link. Pure. */

type App = { link: string | undefined; getUrl: string | undefined }

/**
 * The address of the button; null where no link is set. Android's browsers take an `intent:` that says where to go when the app is
 * not there; elsewhere a page without a script cannot tell, and says so in words.
 */
export function appHref({ link, getUrl }: App, code: string, userAgent: string | null): string | null {
  if (link === undefined) return null
  const href = link.replaceAll('{code}', code)
  const [, scheme = '', rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(href) ?? []
  const isWeb = /^https?$/i.test(scheme)
  if (isWeb || rest === undefined || getUrl === undefined || !/\bAndroid\b/.test(userAgent ?? '')) return href
  const fallback = encodeURIComponent(getUrl)
  return `intent://${rest}#Intent;scheme=${scheme};S.browser_fallback_url=${fallback};end`
}
