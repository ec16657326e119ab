/** What is wrong with what was typed; the bounds it must keep to. */
export interface Fault {
  is: 'missing' | 'number' | 'whole' | 'rising' | 'names' | 'moment' | 'past'
  min?: number
  max?: number
}

/** The bounds of a number that is typed. */
export interface Bounds {
  min: number
  max: number
  whole?: boolean
}

/**
 * Read a number as a person types it: with a point or a comma.
 *
 * @returns the number, or what is wrong with it
 * @example readNumber('2,5', { min: 0, max: 100 }) // 2.5
 */
export function readNumber(typed: string, { min, max, whole = false }: Bounds): number | Fault {
  const text = typed.trim().replace(',', '.')
  if (text === '') return { is: 'missing', min, max }
  const is = whole ? 'whole' : 'number'
  if (!/^\d+(\.\d+)?$/.test(text)) return { is, min, max }
  const value = Number(text)
  if (value < min || value > max || (whole && !Number.isInteger(value))) return { is, min, max }
  return value
}

/**
 * Read names with commas between them.
 *
 * @example readNames('lobby, qa') // ['lobby', 'qa']
 */
export function readNames(typed: string): string[] | Fault {
  const names = typed
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  return names.length === 0 ? { is: 'names' } : [...new Set(names)]
}
