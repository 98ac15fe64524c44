import { env } from '@/server/env'
import { receiveAppeal } from '@/server/features/appeals/receive'

export const POST = (request: Request): Promise<Response> => receiveAppeal(env(), request)
