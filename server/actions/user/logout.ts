import { z } from 'zod'
import { fact, type Verdict } from '@/server/actions/define-action'
import type { EffectContext } from '@/server/actions/effect'
import { type UserPlatform, userPlatforms } from '@/server/openim/auth'
import { isOpenimError, isTokenRefused } from '@/server/openim/errors'
import { notActedOn, userNow } from './now'
import { logoutInput } from './schema'
import { defineUserAction } from './subject'

/**
 * Sign somebody out on every platform. OpenIM neither lists tokens nor says whether a logout took effect, and who is not
 * connected looks the same before and after. So on each platform a token of our own is issued right before, which OpenIM
 * must refuse right after: what ends that one ends all others of the platform (contract 2.1). It never leaves this process.
 */
export const logoutUser = defineUserAction({
  name: 'user.logout',
  input: logoutInput,
  kept: z.object({}),
  inverse: () => null,
  desired: (before) => before,

  plan: (user) => ({
    people: 1,
    consequences: [fact('logout_everywhere'), fact('logout_may_return')],
    obstacles: notActedOn(user),
    takenBack: null,
  }),

  async keep(ctx, { userId }) {
    await userNow(ctx, userId)
    return {}
  },

  async apply(ctx, { userId }) {
    await userNow(ctx, userId)
    const done = await platformsDone(ctx)
    // All done, and yet called again: a connection was still open. Once more from the first.
    const rest = userPlatforms.slice(done === userPlatforms.length ? 0 : done)
    for (const platform of rest) {
      await logoutOn(ctx, userId, platform)
      await ctx.progress('logout', userPlatforms.indexOf(platform) + 1, userPlatforms.length)
    }
    await closing(ctx, userId)
  },

  async verify(ctx, { userId }): Promise<Verdict> {
    const done = await platformsDone(ctx)
    if (done < userPlatforms.length) return { kind: 'absent', code: 'not_logged_out', facts: { done } }
    const connected = await connections(ctx, userId)
    if (connected > 0) return { kind: 'absent', code: 'still_connected', facts: { platforms: connected } }
    return { kind: 'holds', facts: { platforms: done } }
  },
})

/** HarmonyOS: the released line does not know it, so nobody is signed in there, and refuses it (contract 12). */
const MAY_BE_UNKNOWN: UserPlatform = 11

async function logoutOn(ctx: EffectContext, userId: string, platform: UserPlatform): Promise<void> {
  const { auth } = ctx.env.openim
  let probe: string | null = null
  let unknown = false
  await ctx.call(
    'logout',
    async () => {
      if (platform === MAY_BE_UNKNOWN) unknown = await isUnknown(ctx, userId)
      if (unknown) return
      probe = (await auth.userToken(userId, platform, ctx.options)).token
      await auth.forceLogout(userId, platform, ctx.options)
    },
    async () => unknown || (probe !== null && (await isRefused(ctx, probe))),
  )
}

async function isUnknown({ env, options }: EffectContext, userId: string): Promise<boolean> {
  try {
    await env.openim.auth.forceLogout(userId, MAY_BE_UNKNOWN, options)
    return false
  } catch (error) {
    if (isOpenimError(error) && error.kind === 'refused' && error.code === 1001) return true
    throw error
  }
}

async function isRefused({ env, options }: EffectContext, token: string): Promise<boolean> {
  try {
    await env.openim.auth.parseToken(token, options)
    return false
  } catch (error) {
    if (isTokenRefused(error)) return true
    throw error
  }
}

const progressOf = z.object({ step: z.literal('logout'), done: z.number() })

/** On how many platforms this very action was seen to take effect: written down after each. */
async function platformsDone({ env, ledgerId }: EffectContext): Promise<number> {
  const row = await env.db.prisma.ledgerRow.findUnique({
    where: { id: ledgerId },
    select: { progress: true },
  })
  return progressOf.safeParse(row?.progress).data?.done ?? 0
}

async function connections({ env, options }: EffectContext, userId: string): Promise<number> {
  const [status] = await env.openim.online.status([userId], options)
  return status?.platforms.length ?? 0
}

/** Open connections are closed in OpenIM's own time. Waits for that a little; what is still open then is told. */
async function closing(ctx: EffectContext, userId: string): Promise<void> {
  for (const ms of [50, 100, 250, 600, 1_000, 2_000]) {
    if ((await connections(ctx, userId)) === 0) return
    await new Promise((resolve) => setTimeout(resolve, ms))
    ctx.options.signal.throwIfAborted()
  }
}
