import type { DeedCase } from '@/server/testing/deeds/deed'
import { GROUP_DEEDS } from '@/server/testing/deeds/groups'
import { MEMBER_DEEDS } from '@/server/testing/deeds/members'
import { PEOPLE_AND_MESSAGE_DEEDS } from '@/server/testing/deeds/people-and-messages'

/** Every action of the catalogue at least once. */
export const ALL_DEEDS: readonly DeedCase[] = [...GROUP_DEEDS, ...MEMBER_DEEDS, ...PEOPLE_AND_MESSAGE_DEEDS]
