/** Why something is reported; the ids a console takes. */
export type Reason =
  | 'spam'
  | 'scam'
  | 'harassment'
  | 'threat'
  | 'hate'
  | 'sexual'
  | 'child_safety'
  | 'impersonation'
  | 'illegal'
  | 'other'
