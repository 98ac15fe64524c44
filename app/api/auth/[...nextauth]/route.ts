import type { NextRequest } from 'next/server'
import { handleAuth } from '@/server/auth/next-auth'
import { isOwnOrigin } from '@/server/auth/request'
import { env } from '@/server/env'

type Context = { params: Promise<{ nextauth: string[] }> }

export function GET(request: NextRequest, context: Context): Promise<Response> {
  return handleAuth(env(), request, context)
}

/** next-auth checks its CSRF token besides. */
export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const here = env()
  if (!isOwnOrigin(request.headers, here.config.url)) {
    return Response.json({ data: { reason: 'foreign_origin', facts: {} } }, { status: 403 })
  }
  return await handleAuth(here, request, context)
}
