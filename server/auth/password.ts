import { hash, verify } from '@node-rs/argon2'
import { once } from '@/server/once'

/** argon2id (the library's default) at OWASP's recommendation: 19 MiB, two passes, one lane. Some 30 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Stands for a password that nobody knows; no typed one matches it. */
const decoy = once('password-decoy', () => hash(crypto.randomUUID(), COST))

/** Hash of a password, with its salt and cost, as the `staff` table keeps it. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST)

/**
 * Whether `password` belongs to `hashed`. Where there is no hash (nobody has that e-mail) it takes as long and answers
 * false, so that the time says nothing about who works here.
 */
export async function verifyPassword(hashed: string | null, password: string): Promise<boolean> {
  const matches = await verify(hashed ?? (await decoy()), password)
  return matches && hashed !== null
}
