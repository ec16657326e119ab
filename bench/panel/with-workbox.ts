import { registerSW } from 'virtual:pwa-register'

declare const __VERSION__: string

export function start(show: (version: string) => void): void {
  registerSW({ immediate: true })
  const isInstalled = () => navigator.serviceWorker.controller?.state === 'activated'
  Object.assign(window, { isInstalled })
  show(__VERSION__)
}
