import { z } from 'zod'
import { type Call, type CallOptions, readRoute } from './endpoint'
import { OpenimError } from './errors'
import { type Group, wireGroup } from './group-schema'
import type { GroupPage } from './groups'
import { verbatim } from './pattern'
import { ListSlipping, type ReadPage, shiftingList } from './shifting-list'
import { requestId, requestPage, wireInt, wireList } from './wire'

const searchGroups = readRoute(
  '/group/get_groups',
  z.object({ pagination: requestPage, groupName: z.string() }),
  z.object({ total: wireInt, groups: wireList(z.object({ groupInfo: wireGroup })) }),
)

const joinedGroups = readRoute(
  '/group/get_joined_group_list',
  z.object({ fromUserID: requestId, pagination: requestPage }),
  z.object({ total: wireInt, groups: wireList(wireGroup) }),
)

/** Going through groups, though they come and go meanwhile (contract 4.4). */
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
     * All groups but the dismissed ones, newest first, each once. A group that is there all the time is not missed; one
     * that is created or revived while this runs may be. Throws `uncertain` / `groups_changing` where they change faster
     * than they can be read.
     */
    all(options: CallOptions): AsyncGenerator<Group> {
      const read = async (pageNumber: number, size: number) =>
        (await page('', pageNumber, size, options)).groups
      return whole(read, searchGroups.route, options)
    },

    /** A page of the groups somebody is in, by name, then age; dismissed ones may linger. `pageNumber` counts from 1. */
    async joinedPage(
      userId: string,
      pageNumber: number,
      size: number,
      options: CallOptions,
    ): Promise<GroupPage> {
      const body = { fromUserID: userId, pagination: { pageNumber, showNumber: size } }
      return await call(joinedGroups, body, options)
    },

    /**
     * All groups somebody is in. Dismissed ones may linger in it for hours (contract 4.4): look at their status. Throws
     * `uncertain` / `groups_changing` like `all`.
     */
    async joinedBy(userId: string, options: CallOptions): Promise<Group[]> {
      const read = async (pageNumber: number, size: number) => {
        const body = { fromUserID: userId, pagination: { pageNumber, showNumber: size } }
        return (await call(joinedGroups, body, options)).groups
      }
      const found: Group[] = []
      for await (const group of whole(read, joinedGroups.route, options)) found.push(group)
      return found
    },
  }
}

async function* whole(
  read: ReadPage<Group>,
  route: string,
  { operationId }: CallOptions,
): AsyncGenerator<Group> {
  try {
    yield* shiftingList(read, (group) => group.id)
  } catch (cause) {
    if (!(cause instanceof ListSlipping)) throw cause
    const meaning = 'groups come and go faster than they can be read'
    throw new OpenimError({
      kind: 'uncertain',
      reason: 'groups_changing',
      meaning,
      route,
      operationId,
      cause,
    })
  }
}
