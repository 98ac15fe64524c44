import { z } from 'zod'

/** What e-mail addresses and passwords look like. Pure; messages are names in the catalogues (`errors.<message>`). */

/** An address as it is kept and compared: without blanks around it, in lower case. */
export const emailInput = z
  .string({ error: 'email_invalid' })
  .trim()
  .toLowerCase()
  .max(254, 'email_invalid')
  .pipe(z.email('email_invalid'))

const LONGEST = 1_000

/** A password as typed to sign in: any length that was ever allowed. */
export const passwordInput = z
  .string({ error: 'password_missing' })
  .min(1, 'password_missing')
  .max(LONGEST, 'password_too_long')

export const SHORTEST_PASSWORD = 12

/** A password that somebody chooses. Length is what counts; no rules on characters. */
export const newPasswordInput = passwordInput.min(SHORTEST_PASSWORD, 'password_too_short')
