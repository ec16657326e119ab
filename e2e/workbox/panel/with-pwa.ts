import { registerSW } from 'virtual:pwa-register'

/** vite-plugin-pwa by itself: what an app has before it meets Relevo. */
export function start(): void {
  registerSW({ immediate: true })
}
