import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '@/server/auth/content-security-policy'

/** Security headers for every page. It decides nothing about who may see what: procedures and pages do. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  // Next.js takes the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-frame-options', 'DENY')
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()')
  return response
}

// Answers of the API are no pages, files have no scripts of their own, and pages for strangers (app/i) have a stricter policy.
export const config = {
  matcher: ['/((?!api/|i/[^/]+(?:/report)?$|_next/static|_next/image|favicon.ico).*)'],
}
