import { z } from 'zod'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import {
  changeLinkBody,
  codeParam,
  createLinkBody,
  linkPage,
  linkQuery,
  managedLink,
  redeemBody,
  redemptionAnswer,
  resolvedLink,
  versionQuery,
} from '@/server/features/invites/api/schema'
import { REFUSALS } from '@/server/features/invites/schema'
import { type Codes, OF_BACKEND, OF_KEY, OF_PERSON, refusals } from './problems'

const json = (schema: z.ZodType) => ({ content: { 'application/json': { schema } } })
const code = z.object({ code: codeParam })
const backend = [{ backend: [] }]

const idempotencyKey = z.object({
  'Idempotency-Key': z.string().optional().meta({
    description:
      'Of 1 to 255 visible characters. The same request under the same key is done once, and answered the same for a day.',
  }),
})

const replayed = z.object({
  'Idempotency-Replayed': z.literal('true').optional().meta({ description: 'This was answered before.' }),
})

const why = (except: readonly string[]) =>
  REFUSALS.filter((one) => one !== 'unknown' && !except.includes(one))
const NOT_THERE: Codes = { 404: ['invite_not_working', 'invite_unknown'] }
const CHANGES: Codes = {
  400: ['invalid'],
  403: ['invite_end_beyond', 'invite_uses_beyond', 'invite_abused'],
  404: ['not_found'],
  409: [
    'invite_changed',
    'invite_revoked',
    'invite_not_active',
    'invite_not_paused',
    'invite_group_dismissed',
    'invite_uses_below',
    'invite_mode_used',
  ],
}

/** Links into groups. */
export const invitePaths: ZodOpenApiPathsObject = {
  '/api/v1/invites': {
    get: {
      operationId: 'listLinks',
      tags: ['Invite links'],
      summary: 'This backend’s links, newest first',
      description: 'Scope `invites_manage`.',
      security: backend,
      requestParams: { query: linkQuery },
      responses: {
        '200': { description: 'A page of them.', ...json(linkPage) },
        ...refusals(OF_BACKEND, { 400: ['invalid'] }),
      },
    },
    post: {
      operationId: 'createLink',
      tags: ['Invite links'],
      summary: 'Make a link',
      description:
        'Scope `invites_manage`. How many uses and how long API clients may give a link is set in Steward.',
      security: backend,
      requestParams: { header: idempotencyKey },
      requestBody: { required: true, ...json(createLinkBody) },
      responses: {
        '201': { description: 'Made.', headers: replayed, ...json(managedLink) },
        ...refusals(OF_BACKEND, OF_KEY, {
          400: ['invalid'],
          403: ['invite_end_beyond', 'invite_uses_beyond'],
          404: ['group_not_found'],
          409: ['invite_group_dismissed'],
        }),
      },
    },
  },
  '/api/v1/invites/{code}': {
    get: {
      operationId: 'resolveLink',
      tags: ['Invite links'],
      summary: 'What a link leads to',
      description:
        'For anybody. Codes that do not work are all answered alike, `invite_not_working`; a backend (scope `invites_read`) is told what is the matter.',
      security: [{}, { backend: [] }],
      requestParams: { path: code },
      responses: {
        '200': { description: 'It works.', ...json(resolvedLink) },
        ...refusals(OF_BACKEND, NOT_THERE, {
          409: ['revoked', 'group_dismissed', 'paused', 'group_suspended', 'expired', 'used_up'],
          429: ['too_many'],
        }),
      },
    },
    patch: {
      operationId: 'changeLink',
      tags: ['Invite links'],
      summary: 'Change a link of this backend, pause it or let it work again',
      description: 'Scope `invites_manage`.',
      security: backend,
      requestParams: { path: code },
      requestBody: { required: true, ...json(changeLinkBody) },
      responses: {
        '200': { description: 'As it is now.', ...json(managedLink) },
        ...refusals(OF_BACKEND, CHANGES),
      },
    },
    delete: {
      operationId: 'revokeLink',
      tags: ['Invite links'],
      summary: 'Revoke a link of this backend for good',
      description: 'Scope `invites_manage`. Whoever came by it stays.',
      security: backend,
      requestParams: { path: code, query: versionQuery },
      responses: {
        '200': { description: 'Revoked, now or before.', ...json(managedLink) },
        ...refusals(OF_BACKEND, { 400: ['invalid'], 404: ['not_found'], 409: ['invite_changed'] }),
      },
    },
  },
  '/api/v1/invites/{code}/redemptions': {
    post: {
      operationId: 'redeemLink',
      tags: ['Invite links'],
      summary: 'Let a person in',
      description:
        'A person by their own token, without a body; or a backend that names them (scope `invites_redeem`). A refusal gives the use back. To people, codes that never were, were revoked, paused or used up, or have expired are all `invite_not_working`.',
      security: [{ person: [] }, { backend: [] }],
      requestParams: { path: code, header: idempotencyKey },
      requestBody: { required: false, ...json(redeemBody) },
      responses: {
        '201': { description: 'In, or applied.', headers: replayed, ...json(redemptionAnswer) },
        '202': { description: 'Under way.', headers: replayed, ...json(redemptionAnswer) },
        ...refusals(OF_PERSON, OF_BACKEND, OF_KEY, NOT_THERE, {
          400: ['invalid'],
          403: ['sanctioned'],
          409: why(['sanctioned']),
          429: ['too_many'],
        }),
      },
    },
  },
  '/api/v1/invites/{code}/redemptions/{id}': {
    get: {
      operationId: 'redemption',
      tags: ['Invite links'],
      summary: 'How a redemption stands',
      description: 'For whom it is of, or a backend (scope `invites_redeem`).',
      security: [{ person: [] }, { backend: [] }],
      requestParams: {
        path: z.object({
          code: codeParam,
          id: z.string().meta({ description: 'The `redemption` of the answer.' }),
        }),
      },
      responses: {
        '200': { description: 'In, or applied.', ...json(redemptionAnswer) },
        '202': { description: 'Still under way.', ...json(redemptionAnswer) },
        ...refusals(OF_PERSON, OF_BACKEND, NOT_THERE, {
          403: ['sanctioned'],
          404: ['not_found'],
          409: why(['sanctioned']),
        }),
      },
    },
  },
}
