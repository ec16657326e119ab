/** So many results are remembered by default: those that were asked for last. */
const MOST = 32

/**
 * A pure function that makes the same thing of the same arguments once, as long as it is asked for often: most tablets are told the
 * very same. What two arguments have in common is looked at deeply, and of each a copy is kept, so that nothing that is added
 * to them, or changed in place, can be overlooked.
 *
 * @param make of its arguments alone; plain objects, arrays and values
 * @example const sum = madeOnce((numbers: number[]) => ({ sum: 1 })); sum([1]) === sum([1]) // true
 */
export function madeOnce<A extends readonly unknown[], R extends object>(
  make: (...args: A) => R,
  most = MOST,
): (...args: A) => R {
  const known: { args: A; made: R }[] = []
  return (...args) => {
    const at = known.findIndex((one) => isSame(one.args, args))
    const found = known[at] ?? { args: copied(args), made: make(...args) }
    if (at !== 0) {
      if (at > 0) known.splice(at, 1)
      known.unshift(found)
      known.length = Math.min(known.length, most)
    }
    return found.made
  }
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((part, i) => isSame(part, other[i]))
  }
  if (!isPlain(one) || !isPlain(other)) return false
  const names = Object.keys(one)
  if (names.length !== Object.keys(other).length) return false
  return names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
}

function copied<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copied) as T
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copied(part)])) as T
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
