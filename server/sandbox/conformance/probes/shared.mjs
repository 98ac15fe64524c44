import { sleep } from '../probe.mjs'

/** Changes reach the send path of another process through caches, within milliseconds as a rule. */
export const settle = () => sleep(400)

export const page = (showNumber = 20, pageNumber = 1) => ({ pageNumber, showNumber })

export const text = (content) => ({ content })

/** The body of send_msg for a text in a group. */
export const send = (sendID, groupID, content, extra = {}) => ({
  sendID,
  groupID,
  senderNickname: 'sender',
  senderPlatformID: 5,
  content: text(content),
  contentType: 101,
  sessionType: 3,
  ...extra,
})
