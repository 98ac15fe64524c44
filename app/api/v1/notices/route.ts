import { env } from '@/server/env'
import { sendOwnNotices } from '@/server/features/appeals/receive'

export const GET = (request: Request): Promise<Response> => sendOwnNotices(env(), request)
