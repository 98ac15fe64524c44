import type { AlertChannel } from '@/server/db/generated/client'
import type { QuietHours } from './schema'

/** The quiet hours of a channel's row. */
export const quietOf = ({ quietFrom, quietTo, timeZone }: AlertChannel): QuietHours | null =>
  quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo, timeZone }
