import { bool, optional, struct, text } from './wire/fields'

/** What is shown to people who are not connected, in requests and webhook replies. */
export const offlinePush = optional(
  struct('sdkws.OfflinePushInfo', {
    title: text,
    desc: text,
    ex: text,
    iOSPushSound: text,
    iOSBadgeCount: bool,
    signalInfo: text,
  }),
)
