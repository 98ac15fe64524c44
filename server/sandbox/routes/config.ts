import { requireAppAdmin } from '../permissions'
import { type Route, route } from '../router'
import { struct } from '../wire/fields'

const NAMES = ['share.yml', 'webhooks.yml', 'notification.yml', 'openim-api.yml']

/** Only what tells the version is here; the rest of /config/* restarts services. Source: contract 10.1. */
export const configRoutes: Route[] = [
  route(
    '/config/get_config_list',
    struct('apistruct.GetConfigListReq', {}),
    (call) => {
      requireAppAdmin(call)
      return { environment: 'sandbox', version: 'sandbox-main', configNames: NAMES }
    },
    { streaming: true, mainOnly: true },
  ),
]
