import { z } from 'zod'

const callList = z.object({
  calls: z.array(z.object({ route: z.string(), body: z.unknown() })),
})

/** Controls of the stand-in for OpenIM at `url`. */
export function sandboxControls(url: string) {
  const control = async (path: string, init?: RequestInit): Promise<unknown> => {
    const response = await fetch(`${url}/_sandbox${path}`, init)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  return {
    /** How many calls of a route named this group. */
    async callsFor(route: string, groupId: string): Promise<number> {
      const { calls } = callList.parse(await control(`/calls?route=${encodeURIComponent(route)}`))
      return calls.filter(({ body }) => Reflect.get(Object(body), 'groupID') === groupId).length
    },
    /** Cuts every connection to OpenIM, or lets them through again. */
    async setDown(down: boolean): Promise<void> {
      await control('/down', { method: 'POST', body: JSON.stringify({ down }) })
    },
  }
}
