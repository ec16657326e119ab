/**
 * Listen to events of a target before anyone else does.
 *
 * @param types separated by a space
 * @returns how to stop
 */
export function listen(target: EventTarget, types: string, listener: (event: Event) => void): () => void {
  const stop = new AbortController()
  const options = { capture: true, passive: true, signal: stop.signal }
  for (const type of types.split(' ')) target.addEventListener(type, listener, options)
  return () => stop.abort()
}
