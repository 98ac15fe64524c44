import { GROUP, newConversation } from './delivery'
import { noteConversation } from './state/changes'
import type { Message } from './state/model'
import type { Store } from './state/store'

const AT_TEXT = 106
const EVERYONE = 'AtAllTag'
const AT_ME = 1
const AT_ALL = 2
const AT_ALL_AND_ME = 3

/** Marks the conversation of everybody whom a group message mentions (contract 6.3, groupAtType). */
export function noteMentions(store: Store, m: Message): void {
  if (m.contentType !== AT_TEXT || m.sessionType !== GROUP) return
  const members = store.membersOf(m.groupID)
  const named = m.atUserIDList.filter((id) => members.has(id))
  if (!m.atUserIDList.includes(EVERYONE)) {
    for (const id of named) mark(store, m, id, AT_ME)
    return
  }
  for (const id of members.keys()) {
    if (id !== m.sendID) mark(store, m, id, named.includes(id) ? AT_ALL_AND_ME : AT_ALL)
  }
}

function mark(store: Store, { groupID, conversationID }: Message, userID: string, groupAtType: number): void {
  const known = store.conversations.get(userID, conversationID)
  const row = known ?? newConversation(userID, conversationID, GROUP, '', groupID)
  row.groupAtType = groupAtType
  store.conversations.set(userID, conversationID, row)
  noteConversation(store, userID, conversationID, known ? 'update' : 'insert')
}
