import { env } from '@/server/env'
import { others } from '@/server/features/client-api/methods'
import { receiveReport } from '@/server/features/reports/receive'

export const POST = (request: Request): Promise<Response> => receiveReport(env(), request)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = others('POST')
