import { OpenimError } from './errors'

/**
 * How a helper that changes several things sends one of its calls: `send` makes the call, `seen` reads back whether its
 * effect is there. Who writes down each call before it is sent passes one of their own. An OpenimError that it throws
 * goes into the helper's outcome; anything else ends the helper and comes out as it is.
 */
export type Write = (
  step: 'invite' | 'transfer' | 'demote',
  send: () => Promise<unknown>,
  seen: () => Promise<boolean>,
) => Promise<void>

/** Sends and writes nothing down; the helper reads back by itself. */
export const plainWrite: Write = async (_step, send) => {
  await send()
}

/** What OpenIM answered instead of yes, or null. */
export async function failureOfWrite(work: Promise<void>): Promise<OpenimError | null> {
  try {
    await work
    return null
  } catch (error) {
    if (error instanceof OpenimError) return error
    throw error
  }
}
