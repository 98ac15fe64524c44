import type { z } from 'zod'
import type { CallOptions, Endpoint } from './endpoint'
import { OpenimError } from './errors'

/** The request as the JSON that goes out. Throws `refused` / `arguments_invalid`, naming the field; nothing is sent then. */
export function checkedRequest<Request extends z.ZodType>(
  endpoint: Endpoint<Request, z.ZodType>,
  body: z.input<Request>,
  options: CallOptions,
): string {
  // It travels as a header, where anything but printable ASCII would be refused or garbled.
  if (!/^[\x21-\x7e]{1,200}$/.test(options.operationId)) {
    throw invalidArguments(
      endpoint.route,
      { operationId: '' },
      'operationId must be 1 to 200 printable ASCII characters',
    )
  }
  const parsed = endpoint.request.safeParse(body)
  if (parsed.success) return JSON.stringify(parsed.data)
  throw invalidArguments(endpoint.route, options, describe(parsed.error))
}

/** The answer's `data` in our own form. Throws `shape` / `data_unexpected`, naming the field but never its value. */
export function checkedData<Data extends z.ZodType>(
  endpoint: Endpoint<z.ZodType, Data>,
  data: unknown,
  options: CallOptions,
): z.output<Data> {
  const parsed = endpoint.data.safeParse(data)
  if (parsed.success) return parsed.data
  throw new OpenimError({
    kind: 'shape',
    reason: 'data_unexpected',
    meaning: `the answer has an unexpected form at ${describe(parsed.error)}`,
    route: endpoint.route,
    operationId: options.operationId,
  })
}

/** An argument that OpenIM would refuse or misread; the call did not leave this process. */
export function invalidArguments(
  route: string,
  options: Pick<CallOptions, 'operationId'>,
  meaning: string,
): OpenimError {
  return new OpenimError({
    kind: 'refused',
    reason: 'arguments_invalid',
    meaning,
    route,
    operationId: options.operationId,
  })
}

/** The first problem, by its path. zod's messages name types and limits, not the value it saw. */
function describe(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'the whole'
  return `${issue.path.map(String).join('.') || 'the whole'}: ${issue.message}`
}
