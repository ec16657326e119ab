/** The release this code was built as, and where its worker is. Reach it by `/// <reference types="@relevo/vite-plugin/client" />`. */
declare module 'virtual:relevo' {
  /** The release's version; `'dev'` under `vite dev`. */
  export const version: string
  /** URL of the worker script to register; `undefined` under `vite dev` and for an app without a worker. */
  export const worker: string | undefined
}
