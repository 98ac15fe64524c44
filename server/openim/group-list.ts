import { z } from 'zod'
import { type Call, type CallOptions, readRoute } from './endpoint'
import { OpenimError } from './errors'
import { type Group, wireGroup } from './group-schema'
import type { GroupPage } from './groups'
import { verbatim } from './pattern'
import { ListSlipping, shiftingList } from './shifting-list'
import { requestPage, wireInt, wireList } from './wire'

const searchGroups = readRoute(
  '/group/get_groups',
  z.object({ pagination: requestPage, groupName: z.string() }),
  z.object({ total: wireInt, groups: wireList(z.object({ groupInfo: wireGroup })) }),
)

/** Going through the groups that are not dismissed (contract 4.4). */
export function createGroupList(call: Call) {
  async function page(
    groupName: string,
    page: number,
    size: number,
    options: CallOptions,
  ): Promise<GroupPage> {
    const body = { pagination: { pageNumber: page, showNumber: size }, groupName }
    const data = await call(searchGroups, body, options)
    return { groups: data.groups.map((entry) => entry.groupInfo), total: data.total }
  }

  return {
    /** A page of the groups whose name holds `text` as it is written, capitals included; newest first. */
    search(text: string, pageNumber: number, size: number, options: CallOptions): Promise<GroupPage> {
      return page(verbatim(text), pageNumber, size, options)
    },

    /**
     * All groups but the dismissed ones, newest first, each once, though groups come and go meanwhile. A group that is
     * there all the time is not missed; one that is created or revived while this runs may be. Throws `uncertain` /
     * `groups_changing` where they change faster than they can be read.
     */
    async *all(options: CallOptions): AsyncGenerator<Group> {
      const read = async (pageNumber: number, size: number) =>
        (await page('', pageNumber, size, options)).groups
      try {
        yield* shiftingList(read, (group) => group.id)
      } catch (cause) {
        if (!(cause instanceof ListSlipping)) throw cause
        throw new OpenimError({
          kind: 'uncertain',
          reason: 'groups_changing',
          meaning: 'groups come and go faster than they can be read',
          route: searchGroups.route,
          operationId: options.operationId,
          cause,
        })
      }
    },
  }
}
