import type { Setting } from '@/server/settings'
import { type AbuseRule, abuseRule } from './schema'

/** When a link pauses because of who came by it, until the owners set it otherwise. The database does it, by a trigger. */
export const ABUSE_RULE: Setting<AbuseRule> = {
  key: 'invite_abuse',
  shape: abuseRule,
  initial: { arrivals: 3, days: 7 },
}
