import { env } from '@/server/env'
import { receiveReport } from '@/server/features/reports/receive'

export const POST = (request: Request): Promise<Response> => receiveReport(env(), request)
