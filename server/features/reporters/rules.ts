import type { Setting } from '@/server/settings'
import { type IntakeRules, intakeRules } from './schema'

/** What holds for reports that come in, until the owners set it otherwise. */
export const INTAKE_RULES: Setting<IntakeRules> = {
  key: 'intake',
  shape: intakeRules,
  initial: { windowMs: 10 * 60_000, perReporter: 20, perDetector: 600, perSubject: 300, weigh: true },
}
