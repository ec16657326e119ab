import { clock } from '../clock.ts'

/** Resolves once the page has loaded and has nothing better to do, so that nothing waits for MQTT. */
export async function whenIdle(): Promise<void> {
  if (typeof window === 'undefined') return
  if (document.readyState !== 'complete') {
    await new Promise((loaded) => window.addEventListener('load', loaded, { once: true }))
  }
  await new Promise<unknown>((idle) => {
    if ('requestIdleCallback' in window) requestIdleCallback(idle, { timeout: 5_000 })
    else clock.after(500, () => idle(undefined))
  })
}
