import { z } from 'zod'

/** What a client app sends to report something. Pure. Fields that are not named here are dropped, never stored. */

/** Whole body, bytes. */
export const MOST_BODY_BYTES = 64 * 1024
/** The reporter's copy of a message, bytes of UTF-8. */
export const MOST_COPY_BYTES = 16 * 1024
export const MOST_TEXT = 2_000
/** One reporter's texts about one case together. */
export const MOST_TEXT_TOGETHER = 8_000

const id = (most: number) =>
  z
    .string({ error: expected('a text') })
    .min(1, 'must not be empty')
    .max(most, `must have at most ${most} characters`)
    // PostgreSQL keeps neither, and no id in OpenIM has one.
    .refine(
      (text) => text.isWellFormed() && !text.includes('\0'),
      'must not hold a NUL character or half a character',
    )

const wholeNumber = (least: number, most: number) =>
  z
    .number({ error: expected('a number') })
    .refine((n) => Number.isInteger(n) && n >= least && n <= most, {
      error: `must be a whole number from ${least} to ${most}`,
    })
    // A refinement says nothing of itself in the document of the API.
    .meta({ minimum: least, maximum: most, multipleOf: 1 })

const groupSubject = z.object({ kind: z.literal('group'), groupId: id(64) })
const userSubject = z.object({ kind: z.literal('user'), userId: id(64) })
const messageSubject = z
  .object({
    kind: z.literal('message'),
    conversationId: id(200),
    seq: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
    clientMsgId: id(128).optional(),
  })
  .refine((subject) => subject.seq !== undefined || subject.clientMsgId !== undefined, {
    path: ['seq'],
    error: 'is missing: seq or clientMsgId is needed',
  })

const subject = z.discriminatedUnion('kind', [groupSubject, messageSubject, userSubject], {
  error: (issue) =>
    issue.code === 'invalid_union' ? 'must be group, message or user' : expected('an object')(issue),
})
export type ReportSubject = z.infer<typeof subject>

const copy = z.object(
  {
    contentType: wholeNumber(1, 2 ** 31 - 1),
    content: z
      .string({ error: expected('a text') })
      .refine(
        (text) => Buffer.byteLength(text) <= MOST_COPY_BYTES,
        `must have at most ${MOST_COPY_BYTES} bytes`,
      ),
    sendId: id(64).optional(),
    sendTime: wholeNumber(0, 8.64e15).optional(),
  },
  { error: expected('an object') },
)

/** The ids of the reasons that can be given now. */
const reasonAmong = (reasonIds: readonly string[]) =>
  z.enum(reasonIds, {
    error: (issue) => (issue.input === undefined ? 'is missing' : `must be one of ${reasonIds.join(', ')}`),
  })

/** What a report holds while these reasons are in use. */
export const reportInput = (reasonIds: readonly string[]) =>
  z
    .object(
      {
        subject,
        reason: reasonAmong(reasonIds),
        text: z
          .string({ error: expected('a text') })
          .trim()
          .max(MOST_TEXT, `must have at most ${MOST_TEXT} characters`)
          .default(''),
        copy: copy.optional(),
        language: z
          .string({ error: expected('a text') })
          .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$/, 'must be a language tag such as zh-CN')
          .max(35, 'must have at most 35 characters')
          .optional(),
      },
      { error: expected('an object') },
    )
    .refine((input) => input.copy === undefined || input.subject.kind === 'message', {
      path: ['copy'],
      error: 'belongs to reports of messages only',
    })
export type ReportInput = z.infer<ReturnType<typeof reportInput>>

const sentByClient = z
  .object({
    reporterId: id(64).optional(),
    automated: z.boolean({ error: expected('true or false') }).optional(),
    detector: z
      .string({ error: expected('a text') })
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$/, 'must be a name of letters, digits, points and dashes')
      .optional(),
    /** For what a machine found between two people: through whom of them it is read. */
    seenBy: id(64).optional(),
  })
  .superRefine(({ reporterId, automated, detector }, ctx) => {
    const add = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
    if (automated && !detector) add('detector', 'is missing')
    if (automated && reporterId) add('reporterId', 'belongs to reports of people only')
    if (!automated && !reporterId) add('reporterId', 'is missing')
    if (!automated && detector) add('detector', 'belongs to automated reports only')
  })

/** What a backend sends: a report and who makes it. */
export const clientReportInput = (reasonIds: readonly string[]) =>
  z.intersection(reportInput(reasonIds), sentByClient)
export type ClientReportInput = z.infer<ReturnType<typeof clientReportInput>>

/** Zod calls it with what it found; a field that is not there gets its own words. */
function expected(what: string) {
  return (issue: { input?: unknown }) => (issue.input === undefined ? 'is missing' : `must be ${what}`)
}
