/**
 * Listen to events of a target before anyone else does.
 *
 * @param types separated by a space
 * @returns how to stop
 */
export function listen(target: EventTarget, types: string, listener: (event: Event) => void): () => void {
  const names = types.split(' ')
  const options = { capture: true, passive: true }
  for (const name of names) target.addEventListener(name, listener, options)
  return () => {
    for (const name of names) target.removeEventListener(name, listener, options)
  }
}
