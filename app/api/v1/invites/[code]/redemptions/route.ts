import { env } from '@/server/env'
import { others } from '@/server/features/client-api/methods'
import { redeemOverApi } from '@/server/features/invites/api/redeem-over-api'

type Params = { params: Promise<{ code: string }> }

export const POST = async (request: Request, { params }: Params): Promise<Response> =>
  redeemOverApi(env(), request, (await params).code)

export const { GET, PUT, PATCH, DELETE, OPTIONS } = others('POST')
