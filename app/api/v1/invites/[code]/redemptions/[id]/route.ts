import { env } from '@/server/env'
import { others } from '@/server/features/client-api/methods'
import { tellRedemption } from '@/server/features/invites/api/redeem-over-api'

type Params = { params: Promise<{ code: string; id: string }> }

export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { code, id } = await params
  return await tellRedemption(env(), request, code, id)
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = others('GET')
