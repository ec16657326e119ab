import { registerSW } from 'virtual:pwa-register'

declare const __VERSION__: string

export function start(show: (version: string) => void): void {
  let isOffered = false
  const update = registerSW({
    immediate: true,
    onNeedRefresh() {
      isOffered = true
    },
  })
  Object.assign(window, {
    isInstalled: () => navigator.serviceWorker.controller?.state === 'activated',
    look: async () => (await navigator.serviceWorker.getRegistration())?.update(),
    isOffered: () => isOffered,
    consent: () => update(true),
  })
  show(__VERSION__)
}
