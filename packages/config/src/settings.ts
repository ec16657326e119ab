import type { z } from 'zod'
import { SCHEMA } from './schema/schema.ts'
import { saidOf, type Words } from './setting.ts'

/** One setting: where it stands, the form of its value, what holds without it. */
export interface Setting extends Words {
  /** Keys down to it; `*` stands for any name or number, as in `environments.*.hosts`. */
  path: readonly string[]
  /** Completes "must be …". */
  must: string
  /** What a variable's text stands for. */
  fromText(text: string): unknown
  /** Its value when it is not set; absent when there is none, or `usual` says it in words. */
  default?: unknown
  /** Does what it belongs to need it? */
  required: boolean
}

/** Every setting, in the order of the documents. */
export const SETTINGS: readonly Setting[] = [...byPath(settingsOf(SCHEMA, []))]

/** The settings of a schema and of all below it. */
function* settingsOf(schema: z.core.$ZodType, path: string[], outer: Partial<Setting> = {}): Generator<Setting> {
  const said = saidOf(schema)
  if (said) yield { ...said, path, required: true, ...outer }
  const { def } = (schema as z.core.$ZodTypes)._zod
  if (def.type === 'optional') yield* settingsOf(def.innerType, path, { required: false })
  if (def.type === 'prefault') yield* settingsOf(def.innerType, path, { required: false, default: def.defaultValue })
  if (def.type === 'pipe') yield* settingsOf(def.in, path, outer)
  if (def.type === 'array') yield* settingsOf(def.element, [...path, '*'])
  if (def.type === 'record') yield* settingsOf(def.valueType, [...path, '*'])
  if (def.type === 'union') for (const option of def.options) yield* settingsOf(option, path)
  if (def.type === 'object')
    for (const [key, value] of Object.entries(def.shape)) yield* settingsOf(value, [...path, key])
}

/** A setting that several kinds have is one. */
function byPath(settings: Iterable<Setting>): Iterable<Setting> {
  const found = new Map<string, Setting>()
  for (const setting of settings) found.set(setting.path.join('.'), found.get(setting.path.join('.')) ?? setting)
  return found.values()
}

/** The setting at a path of a configuration, or the nearest one around it. */
export function settingAt(path: readonly PropertyKey[]): Setting | undefined {
  const matching = SETTINGS.filter(
    (setting) =>
      setting.path.length <= path.length && setting.path.every((key, at) => key === '*' || key === String(path[at])),
  )
  return matching.sort((a, b) => b.path.length - a.path.length)[0]
}

/** The keys that may stand at a path. */
export function keysAt(path: readonly PropertyKey[]): string[] {
  const below = SETTINGS.filter(
    (setting) =>
      setting.path.length > path.length &&
      path.every((key, at) => setting.path[at] === '*' || setting.path[at] === key),
  )
  return [...new Set(below.map((setting) => setting.path[path.length] ?? ''))]
}
