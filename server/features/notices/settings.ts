import type { Setting } from '@/server/settings'
import { type AfterDecision, afterDecision } from './schema'

/** What holds after a decision, until the owners set it otherwise. */
export const AFTER_DECISION: Setting<AfterDecision> = {
  key: 'after_decision',
  shape: afterDecision,
  initial: {
    accountId: null,
    accountName: 'Moderation',
    language: 'en',
    appealDays: 30,
    blindAppeals: true,
    samplePercent: 1,
  },
}
