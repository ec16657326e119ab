import type { Bell, Topic } from './bell.ts'

type Call = (...args: never[]) => Promise<unknown>

/**
 * What each method of a store changes: lists by their names, none when only the log may have grown, or `'nothing'` when it
 * only reads. Every method is named, so that one that is added later cannot be forgotten: it does not compile.
 */
export type Changes<T> = {
  [Method in keyof T]: T[Method] extends (...args: infer Args) => Promise<unknown>
    ? 'nothing' | readonly Topic[] | ((...args: Args) => readonly Topic[])
    : never
}

/**
 * The same store, which rings the bell after each change, when that is on disk. One that failed rings nothing.
 *
 * @example const store = ringing<Store>(sqlite, STORE_CHANGES, bell)
 */
export function ringing<T extends object>(store: T, changes: Changes<T>, bell: Bell): T {
  const ring = (name: keyof T): Call => {
    const call = (store[name] as Call).bind(store)
    const topics = changes[name] as 'nothing' | readonly Topic[] | ((...args: never[]) => readonly Topic[])
    if (topics === 'nothing') return call
    return async (...args) => {
      const result = await call(...args)
      bell.ring(typeof topics === 'function' ? topics(...args) : topics)
      return result
    }
  }
  return Object.fromEntries(Object.keys(changes).map((name) => [name, ring(name as keyof T)])) as T
}
