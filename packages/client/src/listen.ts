/** Listen to several events of a target. Returns how to stop. */
export function listen(target: EventTarget, types: string[], listener: (event: Event) => void): () => void {
  const options = { capture: true, passive: true }
  for (const type of types) target.addEventListener(type, listener, options)
  return () => {
    for (const type of types) target.removeEventListener(type, listener, options)
  }
}
