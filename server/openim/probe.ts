import { z } from 'zod'
import {
  adminTokensOf,
  type Capabilities,
  judgeVersion,
  type Signs,
  type Surroundings,
  warningsOf,
} from './capabilities'
import { type Call, type CallOptions, type Endpoint, readRoute } from './endpoint'
import { isAway, isNotFound, isTokenRefused, OpenimError } from './errors'
import { requestId, requestIds, wireMs } from './wire'

const configList = readRoute(
  '/config/get_config_list',
  z.object({}),
  z.object({ version: z.string().catch('') }),
)
const clientConfig = readRoute('/user/get_user_client_config', z.object({ userID: requestId }), z.unknown())
const serverTime = readRoute('/msg/get_server_time', z.object({}), z.object({ serverTime: wireMs }))
const someUsers = readRoute('/user/get_users_info', z.object({ userIDs: requestIds(1) }), z.unknown())
const parseRequest = z.object({ token: z.string() })
const parseToken: Endpoint<typeof parseRequest, z.ZodUnknown> = {
  route: '/auth/parse_token',
  effect: 'read',
  token: 'none',
  request: parseRequest,
  data: z.unknown(),
}

/** Nobody has this id: OpenIM registers no user with a dash. */
const nobody = 'steward-probe'

interface ProbeSettings extends Pick<Surroundings, 'baseUrl' | 'secret'> {
  call: Call
  /** The same with somebody else's token. */
  callAs: (token: string) => Call
  now: () => number
}

export interface Probe {
  /**
   * Finds out which OpenIM answers and what is unsafe about it, by reads alone: nothing is created, changed or issued.
   * With `userToken`, the token of somebody who has one anyway, it also tries whether the port answers to users.
   * Throws OpenimError while OpenIM is away; what was known before stays. Calls without a token at the same time share
   * one probe.
   */
  probe(how: { userToken?: string | undefined }, options: CallOptions): Promise<Capabilities>
  /** What the last probe of this process found, or null before the first. Asks nobody. */
  capabilities(): Capabilities | null
}

export function createProbe({ call, callAs, baseUrl, secret, now }: ProbeSettings): Probe {
  let known: Capabilities | null = null
  let underWay: Promise<Capabilities> | undefined

  async function look(userToken: string | undefined, options: CallOptions): Promise<Capabilities> {
    // First, because it tells fastest that OpenIM is away.
    const clockDifferenceMs = await clockDifference(call, now, options)
    const list = await answerOf(call(configList, {}, options))
    const missing = await answerOf(call(clientConfig, { userID: nobody }, options))
    const malformed = await answerOf(call(parseToken, { token: 'steward' }, options))
    const version = judgeVersion({
      configList: presenceOf(list.error),
      missingUser: missOf(missing.error),
      tokenErrorDetail: detailOf(malformed.error),
    })
    const openToUsers = userToken === undefined ? 'unknown' : await tryAs(callAs(userToken), options)
    const reported = list.value?.version
    return {
      atMs: now(),
      version,
      reported: reported === undefined || reported === '' ? null : reported,
      adminTokens: adminTokensOf(version),
      openToUsers,
      clockDifferenceMs,
      warnings: warningsOf(version, { baseUrl, secret, openToUsers, clockDifferenceMs }),
    }
  }

  async function keep(looking: Promise<Capabilities>): Promise<Capabilities> {
    known = await looking
    return known
  }

  return {
    probe({ userToken }, options) {
      // Who brings a token asks for more than one that is under way would find.
      if (userToken !== undefined) return keep(look(userToken, options))
      underWay ??= keep(look(undefined, options)).finally(() => {
        underWay = undefined
      })
      return underWay
    },
    capabilities: () => known,
  }
}

/** An answer, or OpenIM's refusal. Throws where there was neither, or where we may not ask. */
async function answerOf<T>(asked: Promise<T>): Promise<{ value?: T; error?: OpenimError }> {
  try {
    return { value: await asked }
  } catch (error) {
    if (!(error instanceof OpenimError)) throw error
    if (isAway(error) && !isNotFound(error) && error.httpStatus === undefined) throw error
    return { error }
  }
}

function presenceOf(error: OpenimError | undefined): Signs['configList'] {
  if (error === undefined) return 'there'
  return error.reason === 'route_unknown' ? 'absent' : 'unclear'
}

function missOf(error: OpenimError | undefined): Signs['missingUser'] {
  if (error === undefined) return 'unclear'
  if (error.reason === 'route_unknown') return 'absent'
  if (!isNotFound(error)) return 'unclear'
  return error.code === 500 ? 'no_documents' : 'not_found'
}

function detailOf(error: OpenimError | undefined): Signs['tokenErrorDetail'] {
  if (error?.detail === undefined || !isTokenRefused(error)) return 'unclear'
  return error.detail.errDlt === '' ? 'empty' : 'filled'
}

async function clockDifference(call: Call, now: () => number, options: CallOptions): Promise<number | null> {
  const askedMs = now()
  const { value } = await answerOf(call(serverTime, {}, options))
  // Their clock was read somewhere between our question and their answer.
  return value === undefined ? null : Math.round(value.serverTime - (askedMs + now()) / 2)
}

/** A route that any user may call (contract 10, permission gaps): where it answers, so does the search of all messages. */
async function tryAs(callAsUser: Call, options: CallOptions): Promise<Capabilities['openToUsers']> {
  const { error } = await answerOf(callAsUser(someUsers, { userIDs: [nobody] }, options))
  if (error === undefined) return 'yes'
  const turnedAway = ['http_refused', 'route_unknown', 'no_permission'].includes(error.reason)
  return turnedAway ? 'no' : 'unknown'
}
