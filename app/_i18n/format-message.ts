import format from 'use-intl/format-message/format-only'
import { isolated } from './isolate'

/** Fills a compiled sentence (next.config.mjs puts it in the place of `use-intl/format-message`). */
function formatMessage(
  ...[key, message, values, options]: Parameters<typeof format>
): ReturnType<typeof format> {
  return format(key, message, values && safe(values), options)
}
formatMessage.raw = format.raw

export default formatMessage

type Values = NonNullable<Parameters<typeof format>[2]>

function safe(values: Values): Values {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? isolated(value) : value,
  ])
  return Object.fromEntries(entries)
}
