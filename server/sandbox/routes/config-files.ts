import type { Settings } from '../options'

/** The files of a real server's configuration folder, in its order (contract 10.1). */
export const CONFIG_NAMES: readonly string[] = [
  'discovery.yml',
  'kafka.yml',
  'local-cache.yml',
  'log.yml',
  'minio.yml',
  'mongodb.yml',
  'notification.yml',
  'openim-api.yml',
  'openim-crontask.yml',
  'openim-msggateway.yml',
  'openim-msgtransfer.yml',
  'openim-push.yml',
  'openim-rpc-auth.yml',
  'openim-rpc-conversation.yml',
  'openim-rpc-friend.yml',
  'openim-rpc-group.yml',
  'openim-rpc-msg.yml',
  'openim-rpc-third.yml',
  'openim-rpc-user.yml',
  'redis.yml',
  'share.yml',
  'webhooks.yml',
]

/** One file as JSON text with Go's field names; the sandbox has something to say only in a few. */
export function configText(settings: Settings, name: string): string | undefined {
  if (!CONFIG_NAMES.includes(name)) return undefined
  return JSON.stringify(contentOf(settings, name))
}

function contentOf(settings: Settings, name: string): object {
  switch (name) {
    case 'share.yml':
      return {
        Secret: settings.secret,
        IMAdminUser: { UserIDs: settings.adminIDs, Nicknames: settings.adminIDs },
        MultiLogin: { Policy: settings.multiLogin, MaxNumOneEnd: 30 },
        RPCMaxBodySize: { RequestMaxBodySize: 8388608, ResponseMaxBodySize: 8388608 },
      }
    case 'webhooks.yml':
      return { URL: settings.webhooks?.url ?? '' }
    case 'openim-api.yml':
      return {
        Api: { ListenIP: settings.host, Ports: [settings.port], CompressionLevel: 0 },
        RateLimiter: { Enable: false },
      }
    case 'openim-rpc-msg.yml':
      return { FriendVerify: settings.friendVerify }
    case 'openim-rpc-auth.yml':
      return { TokenPolicy: { Expire: 90 } }
    default:
      return {}
  }
}
