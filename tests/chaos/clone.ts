/** A copy of plain data and maps, as storage and messages make one; `structuredClone` is ten times slower on so little. */
export function clone<T>(value: T): T {
  if (typeof value === 'function') throw new DOMException('a function cannot be cloned', 'DataCloneError')
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(clone) as T
  if (value instanceof Map) return new Map([...value].map(([key, entry]) => [clone(key), clone(entry)])) as T
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) copy[key] = clone(value[key as keyof typeof value])
  return copy as T
}
