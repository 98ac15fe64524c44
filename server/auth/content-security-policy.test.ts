import { expect, it } from 'vitest'
import { contentSecurityPolicy } from '@/server/auth/content-security-policy'

it('runs only scripts of this answer, and nobody may frame it', () => {
  const policy = contentSecurityPolicy('n0nce', false)
  expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-eval')
  expect(policy.split('; ').find((part) => part.startsWith('script-src'))).not.toContain('unsafe-inline')
})

it('lets development rebuild stack traces', () => {
  expect(contentSecurityPolicy('n0nce', true)).toContain("'unsafe-eval'")
})
