/** Reports of strangers who opened the page of an invite link: `visitor:<pseudonym of a day>`. Pure. */
const VISITOR = 'visitor:'

export const visitorId = (pseudonym: string) => `${VISITOR}${pseudonym}`

/** Whether a reporter is nobody in the chat, whom nobody can answer, know again or mute. */
export const isVisitor = (reporterId: string) => reporterId.startsWith(VISITOR)

/** What tells visitors of one day apart. */
export const visitorName = (reporterId: string) =>
  `Visitor ${reporterId.slice(VISITOR.length, VISITOR.length + 4)}`
