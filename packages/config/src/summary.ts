import type { Config } from './config.ts'
import { placeText } from './place.ts'
import { isPlain } from './plain.ts'
import { settingAt } from './settings.ts'
import { withoutSecrets } from './shown-value.ts'

/** A setting in force, for a person: a secret is only `set` or `not set`. */
interface Line {
  place: string
  value: string
}

/** What is configured, every setting with its value in the file's units, secrets without theirs. */
export function summaryOf(config: Config): Line[] {
  // The server counts this one in ms, the file in seconds.
  const { port, host, mqttPort, data, token, ...rest } = { ...config, idle: config.idle / 1000 }
  const server = { port, host, mqttPort, data, token }
  return [...linesOf({ ...server, ...rest }, [])]
}

function* linesOf(value: unknown, path: PropertyKey[]): Generator<Line> {
  const setting = settingAt(path)
  if (setting?.path.length === path.length && setting.hide === 'secret') {
    const isSet = Array.isArray(value) ? value.length > 0 : value !== undefined
    yield { place: placeText(path), value: isSet ? 'set' : 'not set' }
  } else if (isPlain(value)) {
    for (const [key, inner] of Object.entries(value)) yield* linesOf(inner, [...path, key])
  } else if (Array.isArray(value) && value.some(isPlain)) {
    for (const [at, inner] of value.entries()) yield* linesOf(inner, [...path, at])
  } else {
    yield { place: placeText(path), value: shown(value, setting?.hide === 'kind') }
  }
}

/** A value as a person reads it; of a command only the program, because an argument may be a secret. */
function shown(value: unknown, hidden: boolean): string {
  if (value === undefined) return 'not set'
  if (!Array.isArray(value)) return hidden ? 'set' : withoutSecrets(String(value))
  if (value.length === 0) return 'none'
  return hidden && value.length > 1 ? `${value[0]} …` : value.map(String).map(withoutSecrets).join(', ')
}
