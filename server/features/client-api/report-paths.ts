import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { appealInput, clientAppealInput } from '@/server/features/appeals/schema'
import { clientReportInput, reportInput } from '@/server/features/reports/schema'
import { OF_BACKEND, OF_PERSON, refusals } from './problems'

const number = z.string().meta({
  description: 'Says nothing by itself and may be shown to the person.',
  example: 'R-R86PK2M7TXA4W8ZQ',
})
const received = z.object({ number }).meta({ id: 'ReportReceived' })

const outcome = z
  .object({ number, outcome: z.enum(['received', 'no_violation', 'action_taken']) })
  .meta({ id: 'ReportOutcome' })

const notices = z
  .object({
    notices: z.array(
      z.object({
        number: z.string(),
        kind: z.enum(['outcome', 'statement', 'correction', 'review']),
        language: z.string(),
        text: z.string(),
        at: z.number().meta({ description: 'Unix ms.' }),
        appealUntil: z.number().nullable().meta({ description: 'Until when it can be appealed, Unix ms.' }),
      }),
    ),
  })
  .meta({ id: 'Notices' })

const whose = z
  .string()
  .min(1)
  .max(64)
  .optional()
  .meta({ description: 'Of whom, by their id in the chat: for backends, which have to name somebody.' })

const appealed = z.object({ notice: z.string() }).meta({ id: 'AppealReceived' })

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })

/** What people and backends report, and what comes of it. `reasonIds`: the reasons in use. */
export function reportPaths(reasonIds: readonly string[]): ZodOpenApiPathsObject {
  return {
    '/api/v1/reports': {
      post: {
        operationId: 'sendReport',
        tags: ['Reports'],
        summary: 'Report something',
        description:
          'Of a person with their own token, or of a backend that names who reports (scope `reports`).',
        security: [{ person: [] }, { backend: [] }],
        requestBody: {
          required: true,
          ...json(z.union([clientReportInput(reasonIds), reportInput(reasonIds)])),
        },
        responses: {
          '200': { description: 'This person reported it before; the text was added.', ...json(received) },
          '201': { description: 'Taken.', ...json(received) },
          ...refusals(OF_PERSON, OF_BACKEND, {
            400: ['invalid'],
            404: ['not_found'],
            429: ['too_many_reports', 'too_many_of_subject', 'reporter_muted'],
            503: ['busy'],
          }),
        },
      },
    },
    '/api/v1/reports/{number}': {
      get: {
        operationId: 'reportOutcome',
        tags: ['Reports'],
        summary: 'What came of a report',
        description: 'For whoever sent it, or a backend (scope `reports`).',
        security: [{ person: [] }, { backend: [] }],
        requestParams: { path: z.object({ number }) },
        responses: {
          '200': { description: 'What there is to tell.', ...json(outcome) },
          ...refusals(OF_PERSON, OF_BACKEND, { 404: ['not_found'] }),
        },
      },
    },
    '/api/v1/notices': {
      get: {
        operationId: 'ownNotices',
        tags: ['Reports'],
        summary: 'What one was told of decisions',
        description:
          'Of a person with their own token, or of somebody whom a backend names (scope `notices`).',
        security: [{ person: [] }, { backend: [] }],
        requestParams: { query: z.object({ userId: whose }) },
        responses: {
          '200': { description: 'The 50 newest.', ...json(notices) },
          ...refusals(OF_PERSON, OF_BACKEND, { 400: ['invalid'] }),
        },
      },
    },
    '/api/v1/appeals': {
      post: {
        operationId: 'appeal',
        tags: ['Reports'],
        summary: 'Appeal against a decision',
        description: 'By a person with their own token, or by a backend that names them (scope `appeals`).',
        security: [{ person: [] }, { backend: [] }],
        requestBody: { required: true, ...json(z.union([clientAppealInput, appealInput])) },
        responses: {
          '200': { description: 'This person appealed before.', ...json(appealed) },
          '201': { description: 'Taken.', ...json(appealed) },
          ...refusals(OF_PERSON, OF_BACKEND, {
            400: ['invalid'],
            404: ['not_found'],
            409: ['conflict'],
            429: ['too_many'],
          }),
        },
      },
    },
  }
}
