import { env } from '@/server/env'
import { others } from '@/server/features/client-api/methods'
import { createLink, listLinks } from '@/server/features/invites/api/links'

export const GET = (request: Request): Promise<Response> => listLinks(env(), request)
export const POST = (request: Request): Promise<Response> => createLink(env(), request)

export const { PUT, PATCH, DELETE, OPTIONS } = others('GET', 'POST')
