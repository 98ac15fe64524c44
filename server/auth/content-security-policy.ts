/**
 * What a page may load and run. Scripts only with this answer's nonce, and what those load; nothing from elsewhere but
 * pictures: evidence shows them from wherever the chat keeps them. Pure.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  // React's development build rebuilds stack traces with eval; the development server talks over a web socket.
  const script = ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])]
  const policy = {
    'default-src': ["'self'"],
    'script-src': script,
    // Styles that components set by attribute; a style cannot run anything.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'https:', 'http:', 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}
