/** Reasons a reporter may give, gravest first. `severity` 3 is the gravest. Labels: `reasons.<id>` in the catalogues. */
export const REASONS = [
  { id: 'child_safety', severity: 3 },
  { id: 'danger', severity: 3 },
  { id: 'threat', severity: 3 },
  { id: 'sexual', severity: 2 },
  { id: 'hate', severity: 2 },
  { id: 'harassment', severity: 2 },
  { id: 'scam', severity: 2 },
  { id: 'illegal', severity: 2 },
  { id: 'impersonation', severity: 1 },
  { id: 'spam', severity: 1 },
  { id: 'other', severity: 0 },
] as const

export type ReasonId = (typeof REASONS)[number]['id']
