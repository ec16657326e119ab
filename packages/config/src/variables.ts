import { isPlain, type Plain, valueAt, withValue } from './plain.ts'
import { SETTINGS, type Setting } from './settings.ts'

/** Environment variables by name, as `process.env`. */
export type Variables = Record<string, string | undefined>

/** A configuration with the variables laid over it. */
interface Overlaid {
  raw: Plain
  /** The variable that a value came from, by the value's path. */
  origins: Map<string, string>
}

/** Lay every variable that is set over the file's configuration; an empty one is as good as none. */
export function withVariables(file: Plain, env: Variables): Overlaid {
  const origins = new Map<string, string>()
  let raw = file
  for (const setting of SETTINGS) {
    const { variable, fromText } = setting
    const text = variable && env[variable]
    if (!text) continue
    for (const path of placesOf(setting, file)) {
      raw = withValue(raw, path, fromText(text)) as Plain
      origins.set(path.join('.'), variable)
    }
  }
  return { raw, origins }
}

/** Where a setting stands in this configuration: once, or in every environment. */
function placesOf({ path, of }: Setting, file: Plain): string[][] {
  const any = path.indexOf('*')
  if (any < 0) return [[...path]]
  const above = valueAt(file, path.slice(0, any))
  const names = isPlain(above) ? Object.keys(above).filter((name) => of === undefined || name === of) : []
  return names.map((name) => path.with(any, name))
}

/** The variable that a value came from, itself or with what it is part of. */
export function originOf(path: readonly PropertyKey[], origins: Map<string, string>): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const variable = origins.get(path.slice(0, length).join('.'))
    if (variable !== undefined) return variable
  }
  return undefined
}
