import { problem } from '@/server/features/reports/problem'

/** What a route of the client API answers to methods that it does not have. Pure. */

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
type Method = (typeof METHODS)[number]

/** For all methods but `allowed`: 405 that names those; and what `OPTIONS` tells. `HEAD` goes where `GET` does. */
export function others(...allowed: readonly Method[]): Record<Method | 'OPTIONS', () => Response> {
  const allow = ['OPTIONS', ...(allowed.includes('GET') ? ['HEAD'] : []), ...allowed].join(', ')
  const refuse = () => withAllow(problem(405, `This address takes ${allow}.`), allow)
  return {
    ...{ GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse },
    OPTIONS: () => withAllow(new Response(null, { status: 204 }), allow),
  }
}

/** For an address that there is not. */
export function nowhere(): Record<Method | 'OPTIONS', () => Response> {
  const refuse = () => problem(404, 'There is no such address.')
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: refuse }
}

function withAllow(answer: Response, allow: string): Response {
  answer.headers.set('allow', allow)
  return answer
}
