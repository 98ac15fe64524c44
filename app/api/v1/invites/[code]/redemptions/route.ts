import { env } from '@/server/env'
import { redeemOverApi } from '@/server/features/invites/api/redeem-over-api'

type Params = { params: Promise<{ code: string }> }

export const POST = async (request: Request, { params }: Params): Promise<Response> =>
  redeemOverApi(env(), request, (await params).code)
