import { env } from '@/server/env'
import { sendOwnNotices } from '@/server/features/appeals/receive'
import { others } from '@/server/features/client-api/methods'

export const GET = (request: Request): Promise<Response> => sendOwnNotices(env(), request)

export const { POST, PUT, PATCH, DELETE, OPTIONS } = others('GET')
