import { requireAppAdmin } from '../permissions'
import { type Call, type Route, route } from '../router'
import { argsError } from '../wire/errors'
import { bool, type Field, struct, text } from '../wire/fields'
import { parseJson } from '../wire/json-parse'
import { CONFIG_NAMES, configText } from './config-files'

const options = { streaming: true, mainOnly: true }

const nothing = struct('apistruct.Empty', {})

/**
 * Configuration over HTTP, main only. The sandbox keeps what is set and gives it back, but goes on as it was started:
 * nothing restarts. Source: contract 10.1.
 */
export const configRoutes: Route[] = [
  adminRoute('/config/get_config_list', nothing, () => ({
    environment: 'sandbox',
    version: 'sandbox-main',
    configNames: CONFIG_NAMES,
  })),

  adminRoute('/config/get_config', struct('apistruct.GetConfigReq', { configName: text }), (call, req) => {
    const found = call.store.configs.get(req.configName) ?? configText(call.rt.settings, req.configName)
    if (found === undefined) throw argsError('config name not found')
    return found
  }),

  adminRoute(
    '/config/set_config',
    struct('apistruct.SetConfigReq', { configName: text, data: text }),
    (call, req) => {
      if (!CONFIG_NAMES.includes(req.configName)) throw argsError()
      requireJson(req.data)
      call.store.configs.set(req.configName, req.data)
    },
  ),

  adminRoute('/config/reset_config', nothing, (call) => call.store.configs.clear()),

  adminRoute(
    '/config/set_enable_config_manager',
    struct('apistruct.SetEnableConfigManagerReq', { enable: bool }),
    (call, req) => {
      call.store.notes.set(MANAGER_NOTE, req.enable ? 1 : 0)
    },
  ),

  adminRoute('/config/get_enable_config_manager', nothing, (call) => ({
    enable: call.store.notes.get(MANAGER_NOTE) === 1,
  })),

  adminRoute('/restart', nothing, () => undefined),
]

const MANAGER_NOTE = 'config manager'

/** Strangers are refused before the body is looked at; routes without fields do not look at it at all. */
function adminRoute<T>(path: string, request: Field<T>, handle: (call: Call, req: T) => unknown): Route {
  const inner = route(path, request, handle, options)
  const run: Route['run'] = async (call, body) => {
    requireAppAdmin(call)
    return inner.run(call, request.goType === nothing.goType ? '{}' : body)
  }
  return { ...inner, run }
}

function requireJson(data: string): void {
  try {
    parseJson(data)
  } catch (error) {
    throw argsError(String(error).replace(/^Error: /, ''))
  }
}
