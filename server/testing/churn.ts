import type { Openim } from '@/server/openim/client'
import { isAlreadyDismissed } from '@/server/openim/errors'

export type Crowd = {
  groupId: string
  /** Ordinary members who leave. */
  inside: readonly string[]
  /** Registered people who join. */
  outside: readonly string[]
}

const options = { operationId: 'churn', timeoutMs: 10_000 }

/**
 * People join and leave a group as fast as OpenIM answers, `lanes` at once: invited or by themselves, kicked or by
 * themselves. Ends when OpenIM says that the group is dismissed, or with `stop`. Returns how many joined
 * and left, and who was outside in the end.
 */
export async function churn(openim: Openim, crowd: Crowd, lanes = 4, stop?: AbortSignal) {
  const { groupId } = crowd
  const inside = [...crowd.inside]
  const outside = [...crowd.outside]
  const done = { joined: 0, left: 0 }
  let isOver = false

  async function join(): Promise<void> {
    const userId = takeAny(outside)
    if (userId === undefined) return
    const byHimself = Math.random() < 0.5
    const answer = byHimself
      ? openim.joinRequests.apply(groupId, userId, { joinSource: 3 }, options)
      : openim.groups.invite(groupId, [userId], { sendMessage: false }, options)
    const error = await failure(answer)
    if (isAlreadyDismissed(error)) {
      isOver = true
      outside.push(userId)
      return
    }
    // Whatever else is answered: the released version answers an error for what it did.
    inside.push(userId)
    done.joined += 1
  }

  async function leave(): Promise<void> {
    const userId = takeAny(inside)
    if (userId === undefined) return
    const byHimself = Math.random() < 0.5
    await failure(
      byHimself
        ? openim.groups.quit(groupId, userId, options)
        : openim.groups.kick(groupId, [userId], { sendMessage: false }, options),
    )
    outside.push(userId)
    done.left += 1
  }

  async function lane(): Promise<void> {
    while (!isOver && !stop?.aborted) {
      await join()
      if (!isOver) await leave()
    }
  }

  await Promise.all(Array.from({ length: lanes }, lane))
  return { ...done, outside }
}

function takeAny(ids: string[]): string | undefined {
  const at = Math.floor(Math.random() * ids.length)
  const last = ids.pop()
  if (last === undefined || at >= ids.length) return last
  const taken = ids[at]
  ids[at] = last
  return taken
}

const failure = (answer: Promise<unknown>) =>
  answer.then(
    () => null,
    (error: unknown) => error,
  )
