import { isPlain, type Plain, valueAt } from './plain.ts'
import { SETTINGS } from './settings.ts'
import type { Variables } from './variables.ts'

/** The setting without which a sink has nowhere to write to. */
const ADDRESS: Record<string, string> = {
  slack: 'url',
  discord: 'url',
  telegram: 'token',
  email: 'host',
  webhook: 'url',
}

/**
 * Only the sinks that somebody wants: not those that are turned off, whatever else is set for them, and not those of
 * which the variables say some detail (a port, the events), but neither that they are on nor where they are.
 *
 * @param raw the file with the variables laid over it
 */
export function withWantedSinks(raw: Plain, file: Plain, env: Variables): Plain {
  const { notices } = raw
  if (!isPlain(notices)) return raw
  const wanted = Object.entries(notices).filter(([name, sink]) => {
    if (!isPlain(sink)) return true
    if (sink.enabled === false) return false
    const variables = [variableOf(name, 'enabled'), variableOf(name, ADDRESS[name] ?? '')]
    return valueAt(file, ['notices', name]) !== undefined || variables.some((variable) => variable && env[variable])
  })
  return { ...raw, notices: Object.fromEntries(wanted) }
}

function variableOf(sink: string, key: string): string | undefined {
  return SETTINGS.find(({ path }) => path.join('.') === `notices.${sink}.${key}`)?.variable
}
