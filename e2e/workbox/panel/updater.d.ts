/// <reference types="@relevo/vite-plugin/client" />

declare module 'virtual:updater' {
  /** Start what keeps this page up to date; see `with-*.ts`. */
  export function start(): void
}
declare module 'virtual:pwa-register' {
  export function registerSW(options: { immediate: boolean }): void
}
