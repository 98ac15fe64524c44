import { collectDefaultMetrics, Registry } from 'prom-client'
import { once } from '@/server/once'

/** Where everything measured in this process is gathered, its own memory and event loop included. */
export const metricsRegistry = once('metrics', (): Registry => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
})
