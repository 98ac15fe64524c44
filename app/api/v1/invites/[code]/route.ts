import { env } from '@/server/env'
import { others } from '@/server/features/client-api/methods'
import { changeLink, revokeLink } from '@/server/features/invites/api/links'
import { resolveOverApi } from '@/server/features/invites/api/resolve-over-api'

type Params = { params: Promise<{ code: string }> }

export const GET = async (request: Request, { params }: Params): Promise<Response> =>
  resolveOverApi(env(), request, (await params).code)
export const PATCH = async (request: Request, { params }: Params): Promise<Response> =>
  changeLink(env(), request, (await params).code)
export const DELETE = async (request: Request, { params }: Params): Promise<Response> =>
  revokeLink(env(), request, (await params).code)

export const { POST, PUT, OPTIONS } = others('GET', 'PATCH', 'DELETE')
