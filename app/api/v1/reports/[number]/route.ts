import { env } from '@/server/env'
import { others } from '@/server/features/client-api/methods'
import { tellOutcome } from '@/server/features/reports/tell-outcome'

type Params = { params: Promise<{ number: string }> }

export const GET = async (request: Request, { params }: Params): Promise<Response> =>
  tellOutcome(env(), request, (await params).number)

export const { POST, PUT, PATCH, DELETE, OPTIONS } = others('GET')
