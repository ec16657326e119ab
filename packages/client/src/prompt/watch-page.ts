/** Timers stood still while the page slept. The document's events are captured at the window. */
const WAKING = ['visibilitychange', 'resume', 'pageshow']

/**
 * Tell when what is shown may be wrong at once: the page woke up, or speaks another language now.
 *
 * It listens by itself: what it shared with the client would be a chunk of its own, before the app.
 *
 * @returns how to stop
 */
export function watchPage(changed: () => void): () => void {
  const language = new MutationObserver(changed)
  language.observe(document.documentElement, { attributeFilter: ['lang'] })
  for (const type of WAKING) addEventListener(type, changed, true)
  return () => {
    language.disconnect()
    for (const type of WAKING) removeEventListener(type, changed, true)
  }
}
