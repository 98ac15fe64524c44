import { OpenimError } from './errors'

/** For tests: the OpenimError that a call ends with; anything else fails the test. */
export async function failureOf(asked: Promise<unknown>): Promise<OpenimError> {
  const error = await asked.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (error instanceof OpenimError) return error
  throw new Error('expected an OpenimError')
}
