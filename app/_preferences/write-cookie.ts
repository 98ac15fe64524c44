import type { COOKIES } from './preferences'

type CookieName = (typeof COOKIES)[keyof typeof COOKIES]

/** Keeps a preference for a year. Browser only; none of these values is secret or trusted. */
export function writeCookie(name: CookieName, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from Firefox and Safari.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`
}
