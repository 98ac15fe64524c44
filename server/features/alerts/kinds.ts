/** Kinds of channels and alerts, as browsers use them too: without the schemas' library. Pure. */

export const CHANNEL_KINDS = ['email', 'slack', 'feishu', 'dingtalk', 'wecom', 'json'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** In the order in which they press. */
export const ALERT_EVENTS = ['emergency', 'deadline', 'approval', 'drift', 'failed_action'] as const
export type AlertEvent = (typeof ALERT_EVENTS)[number]

/** Kinds that sign what they send: always, if a secret is set, or never. */
export const SIGNS: Record<ChannelKind, 'always' | 'maybe' | 'never'> = {
  email: 'never',
  slack: 'never',
  feishu: 'maybe',
  dingtalk: 'maybe',
  wecom: 'never',
  json: 'always',
}
