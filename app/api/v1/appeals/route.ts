import { env } from '@/server/env'
import { receiveAppeal } from '@/server/features/appeals/receive'
import { others } from '@/server/features/client-api/methods'

export const POST = (request: Request): Promise<Response> => receiveAppeal(env(), request)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = others('POST')
