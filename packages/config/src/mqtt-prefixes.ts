import { DEFAULT_PREFIX } from '@relevo/core/protocol'
import { isPlain, type Plain } from './plain.ts'
import { DISCOVERY_PREFIX } from './schema/home-assistant.ts'

/**
 * Are our topics and those of Home Assistant’s discovery apart? Whoever may announce devices writes everything below that prefix,
 * and would report in the name of tablets.
 */
export function prefixProblems({ prefix = DEFAULT_PREFIX, homeAssistant = {} }: Plain): string[] {
  const discovery = (isPlain(homeAssistant) ? homeAssistant.prefix : undefined) ?? DISCOVERY_PREFIX
  if (typeof prefix !== 'string' || typeof discovery !== 'string') return []
  const isApart = !`${prefix}/`.startsWith(`${discovery}/`) && !`${discovery}/`.startsWith(`${prefix}/`)
  return isApart
    ? []
    : [
        `homeAssistant.prefix (or HOME_ASSISTANT_PREFIX) is ${JSON.stringify(discovery)}, and prefix (or RELEVO_PREFIX) is ${JSON.stringify(prefix)}: neither may be the other or begin with it. Change prefix; Home Assistant’s is homeassistant unless somebody changed it.`,
      ]
}
