import type { CastName } from './cast'
import type { Reason } from './reasons'

/** Something that happened in the demo community and that somebody reports. */
export interface Incident {
  key: string
  /** The group it happened in, by blueprint key; without it the offender wrote to the reporter directly. */
  group?: string
  offender: CastName
  reporter: CastName
  /** What was said: "x" is the offender, "r" the reporter, other letters are bystanders. */
  lines: readonly string[]
  /** Which line is reported; a whole group or person instead of a line. */
  about: number | 'group' | 'user'
  reason: Reason
  text: string
  hoursAgo: number
  /** Others who report the same thing, with their words. */
  also?: readonly (readonly [CastName, Reason, string])[]
  /** Given for a copy that is not what was written: the reporter made it up. */
  forgedCopy?: string
}
