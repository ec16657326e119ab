declare module 'virtual:updater' {
  /** Start the tool under measurement; `show` is called with the running release. */
  export function start(show: (version: string) => void): void
}
declare module 'virtual:pwa-register' {
  export function registerSW(options: { immediate: boolean; onNeedRefresh(): void }): (reload: boolean) => void
}
