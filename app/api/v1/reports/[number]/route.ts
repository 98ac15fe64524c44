import { env } from '@/server/env'
import { tellOutcome } from '@/server/features/reports/tell-outcome'

type Params = { params: Promise<{ number: string }> }

export const GET = async (request: Request, { params }: Params): Promise<Response> =>
  tellOutcome(env(), request, (await params).number)
