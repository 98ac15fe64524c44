import { GROUP_DISMISSED, GROUP_MUTED, ORDINARY } from '../state/model'
import { cast } from './cast'
import { APPROVAL, DISMISSED, HOUR_MS, type World } from './demo-world'

const MUTED = ['HQ Announcements', '行政通知', 'Night Bus 27 Campaign', 'Office Lunch Orders']
const OWNERLESS = ['Poetry Corner', '旧书漂流']

/** Brings groups and people into the states they are in now. */
export function settle({ store, now, random, people }: World): void {
  const group = (name: string) => [...store.groups.values()].find((g) => g.groupName === name)
  for (const name of MUTED) {
    const found = group(name)
    if (found) store.setStatus(found, GROUP_MUTED)
  }
  for (const name of OWNERLESS) {
    const owner = store.ownerOf(group(name)?.groupID ?? '')
    if (owner) owner.roleLevel = ORDINARY
  }
  for (const [name] of DISMISSED) {
    const found = group(name)
    if (!found) continue
    store.setStatus(found, GROUP_DISMISSED)
    store.removeMembers(found.groupID)
  }
  for (const name of APPROVAL) {
    const groupID = group(name)?.groupID ?? ''
    const strangers = people.filter((p) => !store.member(groupID, p.userID))
    for (const p of random.sample(strangers, 3)) {
      const reqTime = now - random.int(1, 60) * HOUR_MS
      const reqMsg =
        p.language === 'zh' ? '您好，我是住户，申请入群' : 'Hello, a neighbour told me about this group.'
      store.requests.set(groupID, p.userID, {
        groupID,
        userID: p.userID,
        handleResult: 0,
        reqMsg,
        reqTime,
        ex: '',
        joinSource: 3,
      })
    }
  }
  const kyle = store.member(group('Street Photography Exchange')?.groupID ?? '', cast('kyle').userID)
  if (kyle) kyle.muteEndTime = now + 6 * HOUR_MS
}
