/** An object with keys, as a file holds it. */
export type Plain = Record<string, unknown>

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is at a path; undefined where the way ends before. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (Object(at) === at ? (at as never)[key] : undefined), value)
}

/**
 * A copy with a value at a path. Objects on the way are made; where something else stands in the way nothing is changed,
 * because that is the file's own mistake, to be told as such.
 */
export function withValue(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  if (whole !== undefined && !isPlain(whole)) return whole
  return { ...whole, [key]: withValue(whole?.[key], rest, value) }
}
