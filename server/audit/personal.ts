import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { config } from '@/server/config'
import type { Tx } from '@/server/db/client'

/**
 * Personal text is sealed with AES-256-GCM under a key of its subject; the subject's key is itself sealed under the
 * master key. Destroying the subject's key erases the text everywhere, append-only rows included.
 * Layout of a sealed value: 12 bytes nonce, 16 bytes tag, ciphertext. Nothing at all where the text was purged.
 * Text that belongs to a case is sealed under the case's key first, and what comes of that under the subject's: it goes
 * with either key. Where rows never change, purging a case destroys its key (server/features/evidence/purge.ts).
 */
export type SealSubject = {
  kind: string
  id: string
  /** The case that the text belongs to, where it is to end with that. */
  caseId?: string | null | undefined
}

/** Text of a subject whose key was destroyed. */
export const ERASED = null

/** Seals `text` under the subject's key, which is made when it is the subject's first. Throws where it was destroyed. */
export async function seal(tx: Tx, subject: SealSubject, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = await sealers(tx, [subject])
  return sealed(subject, text) ?? destroyed(subject)
}

/** The same for several texts, in their order, in a fixed number of queries. */
export async function sealAll(
  tx: Tx,
  texts: readonly { subject: SealSubject; text: string }[],
): Promise<Uint8Array<ArrayBuffer>[]> {
  const sealed = await sealers(
    tx,
    texts.map(({ subject }) => subject),
  )
  return texts.map(({ subject, text }) => sealed(subject, text) ?? destroyed(subject))
}

function destroyed({ kind, id }: SealSubject): never {
  throw new Error(`the key of ${kind} ${id} was destroyed: nothing more can be sealed under it`)
}

const keyOfCase = (id: string) => ({ kind: 'case', id })

/** Begins what is sealed under a case's key as well: no text in UTF-8 begins with it. The key's print follows. */
const IN_CASE = Buffer.of(0xff)
const PRINT_BYTES = 8
const printOf = (key: Buffer) => createHash('sha256').update(key).digest().subarray(0, PRINT_BYTES)

/** What was sealed, with the keys that there are. A case's key may be a later one than that which sealed. */
function open(
  key: Buffer | undefined,
  caseKey: Buffer | null | undefined,
  sealed: Uint8Array,
): string | null {
  if (!key || sealed.length === 0) return ERASED
  const bytes = decrypt(key, sealed)
  if (bytes[0] !== IN_CASE[0]) return bytes.toString('utf8')
  if (caseKey === null) throw new Error('a text that belongs to a case was opened without naming the case')
  const print = bytes.subarray(1, 1 + PRINT_BYTES)
  if (!caseKey || !printOf(caseKey).equals(print)) return ERASED
  return decrypt(caseKey, bytes.subarray(1 + PRINT_BYTES)).toString('utf8')
}

/**
 * Opens what `seal` made; `null` when the subject's key was destroyed, or its case purged. Throws when the bytes were
 * altered. Text that belongs to a case needs the subject with its case.
 */
export async function unseal(tx: Tx, subject: SealSubject, sealed: Uint8Array): Promise<string | null> {
  return (await opener(tx, subject))(sealed)
}

/** Reads the subject's key once and returns what opens any number of its texts. */
export async function opener(tx: Tx, subject: SealSubject): Promise<(sealed: Uint8Array) => string | null> {
  const openOne = await openers(tx, [subject])
  return (sealed) => openOne(subject, sealed)
}

/** Reads the keys of several subjects in one query and returns what opens their texts. */
export async function openers(
  tx: Tx,
  subjects: readonly SealSubject[],
): Promise<(subject: SealSubject, sealed: Uint8Array) => string | null> {
  const keys = await keysOf(tx, subjects.flatMap(withCase))
  return (subject, sealed) => {
    const caseKey = subject.caseId ? keys.get(nameOf(keyOfCase(subject.caseId))) : null
    return open(keys.get(nameOf(subject)), caseKey, sealed)
  }
}

const withCase = (subject: SealSubject): SealSubject[] =>
  subject.caseId ? [subject, keyOfCase(subject.caseId)] : [subject]

/**
 * Reads the keys of several subjects, makes those that are their subject's first, and returns what seals their texts;
 * null where a subject's key was destroyed.
 */
export async function sealers(
  tx: Tx,
  subjects: readonly SealSubject[],
): Promise<(subject: SealSubject, text: string) => Uint8Array<ArrayBuffer> | null> {
  const keys = await keysToSealUnder(tx, subjects.flatMap(withCase))
  return (subject, text) => {
    const key = keys.get(nameOf(subject))
    if (!key) return ERASED
    if (!subject.caseId) return encrypt(key, Buffer.from(text))
    const caseKey = keys.get(nameOf(keyOfCase(subject.caseId)))
    if (!caseKey) return ERASED
    return encrypt(key, Buffer.concat([IN_CASE, printOf(caseKey), encrypt(caseKey, Buffer.from(text))]))
  }
}

async function keysToSealUnder(tx: Tx, subjects: readonly SealSubject[]): Promise<Map<string, Buffer>> {
  const known = await keysOf(tx, subjects)
  // In one order, so that two who make keys of the same people never wait for each other in a circle.
  const lacking = distinct(subjects)
    .filter((subject) => !known.has(nameOf(subject)))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  if (lacking.length === 0) return known
  const data = lacking.map(({ kind, id }) => ({ subjectKind: kind, subjectId: id, wrapped: freshKey() }))
  // Two writers may meet here: the first row stays and both use it.
  await tx.personalKey.createMany({ data, skipDuplicates: true })
  // A case that opens again after it was purged seals under another key.
  for (const { kind, id } of lacking)
    if (kind === 'case')
      await tx.personalKey.updateMany({
        where: { subjectKind: kind, subjectId: id, wrapped: null },
        data: { wrapped: freshKey() },
      })
  return await keysOf(tx, subjects)
}

const nameOf = ({ kind, id }: SealSubject) => `${kind}:${id}`

/** Each subject once. */
const distinct = (subjects: readonly SealSubject[]): SealSubject[] => [
  ...new Map(subjects.map((subject) => [nameOf(subject), subject])).values(),
]

/** The keys that there are, by the names of their subjects. */
async function keysOf(tx: Tx, subjects: readonly SealSubject[]): Promise<Map<string, Buffer>> {
  if (subjects.length === 0) return new Map()
  const rows = await tx.personalKey.findMany({
    where: { OR: distinct(subjects).map(({ kind, id }) => ({ subjectKind: kind, subjectId: id })) },
  })
  return new Map(
    rows.flatMap(({ subjectKind: kind, subjectId: id, wrapped }) =>
      wrapped ? [[nameOf({ kind, id }), unwrap(wrapped)] as const] : [],
    ),
  )
}

const freshKey = () => sealByMaster(randomBytes(32).toString('base64'))

/** Seals a secret of ours, which is about nobody, under the master key. */
export const sealByMaster = (text: string) => encrypt(config().key, Buffer.from(text))

/** Opens what `sealByMaster` made. Throws when the bytes were altered. */
export const openByMaster = (sealed: Uint8Array) => decrypt(config().key, sealed).toString('utf8')

const unwrap = (wrapped: Uint8Array) => Buffer.from(openByMaster(wrapped), 'base64')

function encrypt(key: Buffer, text: Uint8Array): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]))
}

function decrypt(key: Buffer, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}
