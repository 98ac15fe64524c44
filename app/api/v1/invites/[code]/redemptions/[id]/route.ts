import { env } from '@/server/env'
import { others } from '@/server/features/client-api/methods'
import { tellRedemption } from '@/server/features/invites/api/redeem-over-api'

type Params = { params: Promise<{ id: string }> }

export const GET = async (request: Request, { params }: Params): Promise<Response> =>
  tellRedemption(env(), request, (await params).id)

export const { POST, PUT, PATCH, DELETE, OPTIONS } = others('GET')
