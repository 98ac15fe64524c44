import type { Quirks } from '../quirks'
import { ApiError } from './errors'
import { encodeJson } from './json-encode'

/** One HTTP answer. */
export interface Answer {
  http: number
  type: string
  body: string
  errCode: number
}

/** The envelope of a success; `data` is left out when the route has nothing to say (contract 1.2). */
export function success(data: unknown, quirks: Quirks): Answer {
  const fields = { errCode: 0, errMsg: '', errDlt: '' }
  const body = data === undefined ? fields : { ...fields, data }
  return json(200, 0, encodeJson(body, quirks === 'main' ? 'omit' : 'null'))
}

/** The envelope of an error. On patch.16 errDlt is hardly ever empty: it falls back to msg (contract 12). */
export function failure(error: unknown, quirks: Quirks): Answer {
  const e = error instanceof ApiError ? error : new ApiError(500, 'ServerInternalError', String(error))
  // a denial without a code looks like success (contract 13.1)
  if (e.code === 0) return success(undefined, quirks)
  const code = quirks === 'main' ? e.code : (e.patch.code ?? e.code)
  const dlt = quirks === 'main' ? e.dlt : (e.patch.dlt ?? (e.dlt || e.msg))
  return json(e.http, code, encodeJson({ errCode: code, errMsg: e.msg, errDlt: dlt }))
}

function json(http: number, errCode: number, body: string): Answer {
  return { http, type: 'application/json', body, errCode }
}
