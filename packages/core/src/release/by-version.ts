import type { Version } from './version.ts'

/**
 * What a record kept by release says of one: its own entries only, because `constructor` and `__proto__` are legal
 * versions that every object seems to have an entry for.
 *
 * @example ofVersion({ r1: 'failed' }, 'constructor') // undefined
 */
export function ofVersion<T>(record: Readonly<Record<Version, T>>, version: Version): T | undefined {
  return Object.keys(record).includes(version) ? record[version] : undefined
}
