import type { View } from '../ports.ts'

/**
 * The part of Fully Kiosk Browser's JavaScript interface that is used here. Which of it there is depends on its version
 * and its licence; every call stops the page until the app has answered.
 *
 * Source: https://www.fully-kiosk.com/en/#javascript
 */
export interface Fully {
  getDeviceId(): string
  getDeviceName(): string
  getScreenOn(): boolean
  getStartUrl(): string
  loadStartUrl(): void
  restartApp(): void
  /** Has the app run this code in the page whenever that happens. There is no way to call it off. */
  bind(event: string, code: string): void
}

/** What is known of Fully: a call that it does not know, or that fails, is `undefined`. */
export type Bridge = <Name extends keyof Fully>(
  name: Name,
  ...args: Parameters<Fully[Name]>
) => ReturnType<Fully[Name]> | undefined

/** Where the app puts itself, if the page runs in it and its JavaScript interface is on. */
export function bridgeOf(view: View): Bridge {
  return (name, ...args) => {
    try {
      // By its name on the object each time: a method of an Android bridge is none without it.
      const fully = (view as { fully?: Record<string, (...args: unknown[]) => never> }).fully
      return fully?.[name]?.(...args)
    } catch {
      return undefined // the app is ending, is too old or wants another licence: the page goes on without it
    }
  }
}
