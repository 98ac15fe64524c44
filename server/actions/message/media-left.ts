import type { EffectContext } from '@/server/actions/effect'
import { liesBelow, ownMediaBases } from '@/server/media/address'
import { addressesIn, mediaUrlsOf } from '@/server/openim/message-content'
import { type KeptMessage, openKept } from './keep'
import { checkMedia, type MediaLeft } from './media'

/**
 * Whether what was behind the links of a message that was taken away can still be loaded. A message of another kind
 * carries media wherever an app put it: in data of its own, a quote, a forwarded bundle. Of these the links into the
 * chat's own storage count.
 */
export async function mediaLeft(ctx: EffectContext, { keptId }: KeptMessage): Promise<MediaLeft> {
  const said = await openKept(ctx, keptId)
  if (said === null) return 'unchecked'
  const { openim } = ctx.env.config
  const bases = ownMediaBases(openim)
  const inside = addressesIn(said.content).filter((url) => liesBelow(url, bases))
  return await checkMedia(openim, [...new Set([...mediaUrlsOf(said.contentType, said.content), ...inside])])
}
