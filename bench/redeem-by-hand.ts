import type { PoolClient } from 'pg'
import { memberKey } from '@/server/actions/member/schema'
import type { Env } from '@/server/env'
import type { Guest } from './invite-guests'

/**
 * What a redemption writes, by plain SQL: one transaction that takes the use and writes redemption, ledger row, what is
 * desired and the audit, and one that ends them. `between` is what happens in between.
 */
export async function redeemByHand(
  { db }: Pick<Env, 'db'>,
  { code, groupId, userId }: Guest,
  between: () => Promise<unknown> = async () => {},
): Promise<void> {
  const key = memberKey(groupId, userId)
  const ledgerId = await transaction(db, async (client) => {
    const { rows } = await client.query({ name: 'take', text: TAKE, values: [code] })
    if (rows.length === 0) throw new Error('the link is used up')
    await client.query({ name: 'wish', text: WISH, values: [key] })
    const row = await client.query({
      name: 'intent',
      text: INTENT,
      values: [key, groupId, userId, Date.now()],
    })
    const id: string = row.rows[0].id
    await client.query({ name: 'redemption', text: REDEMPTION, values: [rows[0].id, groupId, userId, id] })
    await client.query({ name: 'told', text: TOLD, values: [userId, groupId, id] })
    return id
  })
  await between()
  await transaction(db, async (client) => {
    await client.query({ name: 'verified', text: VERIFIED, values: [ledgerId] })
    await client.query({ name: 'call', text: CALL, values: [ledgerId] })
    await client.query({ name: 'held', text: HELD, values: [key] })
    await client.query({ name: 'ended', text: ENDED, values: [userId, ledgerId] })
    await client.query({ name: 'joined', text: JOINED, values: [ledgerId] })
    await client.query({ name: 'used', text: USED, values: [code] })
  })
}

async function transaction<T>({ pool }: Env['db'], work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const value = await work(client)
    await client.query('COMMIT')
    return value
  } finally {
    client.release()
  }
}

const DESIRED = `'{"inGroup": true, "role": null, "mutedUntil": null}'`
const TAKE = `UPDATE invite SET used = used + 1
  WHERE code = $1 AND state = 'active' AND group_hold IS NULL AND (expires_at IS NULL OR expires_at > now())
    AND (max_uses IS NULL OR used < max_uses)
  RETURNING id`
const WISH = `INSERT INTO desired_state (subject_kind, subject_id, desired, version, last_seq)
  VALUES ('member', $1, ${DESIRED}, 1, 1)`
const INTENT = `INSERT INTO ledger (
    id, subject_kind, subject_id, group_id, user_id, seq, state, action, input, planned_version, desired, desired_before,
    plan, kept, cause, due_at, next_at, in_flight, attempts, outcome, sent_at
  ) VALUES (
    uuidv7(), 'member', $1, $2, $3, 1, 'sending', 'member.join', '{"mode": "join"}', 0, ${DESIRED}, '{}',
    jsonb_build_object('name', $3::text, 'people', 1, 'readAt', $4::float8, 'live', true), '{"wasIn": false}', 'invite', now(),
    now() + interval '15 seconds', jsonb_build_object('step', 'join', 'at', $4::float8), 1, '{"code": "sending", "facts": {}}',
    now()
  ) RETURNING id`
const REDEMPTION = `INSERT INTO redemption (invite_id, group_id, user_id, state, once_per_person, counted, ledger_id)
  VALUES ($1, $2, $3, 'reserved', true, true, $4)`
const TOLD = `INSERT INTO audit (
    id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id, ledger_id
  ) VALUES (
    uuidv7(), 'reporter', $1, $1, 'member.join', 'user', $1, '{}',
    ${DESIRED}::jsonb || jsonb_build_object('people', 1, 'groupId', $2::text), 'bench', $3
  )`
const VERIFIED = `UPDATE ledger
  SET state = 'verified', outcome = '{"code": "verified", "facts": {"as": "member"}}', settled_at = now(), in_flight = NULL
  WHERE id = $1 AND state = 'sending' AND attempts = 1`
const CALL = `INSERT INTO ledger_call (ledger_id, n, step, started_at, ms, outcome, seen)
  VALUES ($1, 1, 'join', now(), 1, 'yes', true)`
const HELD = `UPDATE desired_state SET version = version + 1, updated_at = now()
  WHERE subject_kind = 'member' AND subject_id = $1`
const ENDED = `INSERT INTO audit (
    id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id, ledger_id
  ) VALUES (
    uuidv7(), 'system', 'runner', 'Steward', 'action.settled', 'user', $1, '{"state": "sending"}',
    '{"state": "verified", "action": "member.join", "outcome": "verified", "as": "member"}', $2::uuid::text, $2
  )`
const JOINED = `UPDATE redemption SET state = 'joined', settled_at = now() WHERE ledger_id = $1`
const USED = 'UPDATE invite SET last_used_at = now() WHERE code = $1'
