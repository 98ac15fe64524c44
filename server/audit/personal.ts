import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { config } from '@/server/config'
import type { Tx } from '@/server/db/client'

/**
 * Personal text is sealed with AES-256-GCM under a key of its subject; the subject's key is itself sealed under the
 * master key. Destroying the subject's key erases the text everywhere, append-only rows included.
 * Layout of a sealed value: 12 bytes nonce, 16 bytes tag, ciphertext.
 */
export type SealSubject = { kind: string; id: string }

/** Text of a subject whose key was destroyed. */
export const ERASED = null

/** Seals `text` under the subject's key, which is made when it is the subject's first. */
export async function seal(tx: Tx, subject: SealSubject, text: string): Promise<Uint8Array<ArrayBuffer>> {
  return encrypt(await subjectKey(tx, subject), text)
}

/** Opens what `seal` made; `null` when the subject's key was destroyed. Throws when the bytes were altered. */
export async function unseal(tx: Tx, subject: SealSubject, sealed: Uint8Array): Promise<string | null> {
  return (await opener(tx, subject))(sealed)
}

/** Reads the subject's key once and returns what opens any number of its texts. */
export async function opener(tx: Tx, subject: SealSubject): Promise<(sealed: Uint8Array) => string | null> {
  const row = await tx.personalKey.findUnique({
    where: { subjectKind_subjectId: { subjectKind: subject.kind, subjectId: subject.id } },
  })
  if (!row?.wrapped) return () => ERASED
  const key = unwrap(row.wrapped)
  return (sealed) => decrypt(key, sealed)
}

/** Reads the keys of several subjects in one query and returns what opens their texts. */
export async function openers(
  tx: Tx,
  subjects: readonly SealSubject[],
): Promise<(subject: SealSubject, sealed: Uint8Array) => string | null> {
  const keys = await keysOf(tx, subjects)
  return (subject, sealed) => {
    const key = keys.get(nameOf(subject))
    return key ? decrypt(key, sealed) : ERASED
  }
}

/**
 * Reads the keys of several subjects, makes those that are their subject's first, and returns what seals their texts;
 * null where a subject's key was destroyed.
 */
export async function sealers(
  tx: Tx,
  subjects: readonly SealSubject[],
): Promise<(subject: SealSubject, text: string) => Uint8Array | null> {
  const known = await keysOf(tx, subjects)
  // In one order, so that two who make keys of the same people never wait for each other in a circle.
  const fresh = distinct(subjects)
    .filter((subject) => !known.has(nameOf(subject)))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  if (fresh.length > 0) {
    const data = fresh.map(({ kind, id }) => ({ subjectKind: kind, subjectId: id, wrapped: freshKey() }))
    await tx.personalKey.createMany({ data, skipDuplicates: true })
  }
  const keys = fresh.length > 0 ? await keysOf(tx, subjects) : known
  return (subject, text) => {
    const key = keys.get(nameOf(subject))
    return key ? encrypt(key, text) : ERASED
  }
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

async function subjectKey(tx: Tx, { kind, id }: SealSubject): Promise<Buffer> {
  const where = { subjectKind_subjectId: { subjectKind: kind, subjectId: id } }
  const known = await tx.personalKey.findUnique({ where })
  if (known?.wrapped) return unwrap(known.wrapped)
  if (known) throw new Error(`the key of ${kind} ${id} was destroyed: nothing more can be sealed under it`)
  const fresh = freshKey()
  // Two writers may meet here: the first row stays and both use it.
  await tx.personalKey.createMany({
    data: { subjectKind: kind, subjectId: id, wrapped: fresh },
    skipDuplicates: true,
  })
  const row = await tx.personalKey.findUniqueOrThrow({ where })
  if (!row.wrapped) throw new Error(`the key of ${kind} ${id} was destroyed`)
  return unwrap(row.wrapped)
}

const freshKey = () => encrypt(config().key, randomBytes(32).toString('base64'))

/** Seals a secret of ours, which is about nobody, under the master key. */
export const sealByMaster = (text: string) => encrypt(config().key, text)

/** Opens what `sealByMaster` made. Throws when the bytes were altered. */
export const openByMaster = (sealed: Uint8Array) => decrypt(config().key, sealed)

const unwrap = (wrapped: Uint8Array) => Buffer.from(decrypt(config().key, wrapped), 'base64')

function encrypt(key: Buffer, text: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), body]))
}

function decrypt(key: Buffer, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
