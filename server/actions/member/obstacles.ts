import { fact, when } from '@/server/actions/define-action'
import type { MemberReading } from '@/server/actions/member/reading'
import type { Fact } from '@/server/actions/schema'

/** What every action on a group's people waits for or stops at. */
export const groupInTheWay = ({ isBusy, isDismissed }: MemberReading): Fact[] => [
  ...when(isBusy, fact('group_busy')),
  ...when(isDismissed, fact('dismissed_group')),
]

/** What stands in the way of changing somebody who has to be in the group. */
export const notThere = (member: MemberReading): Fact[] => [
  ...groupInTheWay(member),
  ...when(member.inGroup === false && !member.isDismissed, fact('not_in_group')),
]

/** What fills a member's sentences. */
export const named = ({ name, groupName }: MemberReading) => ({ person: name, group: groupName })
