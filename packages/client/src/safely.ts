import type { View } from './ports.ts'

/** Run what the app gave us. Its fault is shown as the app's, and the update goes on. */
export function safely(view: View, run: () => void): void {
  try {
    run()
  } catch (error) {
    const show = view.reportError ?? console.error
    show(error)
  }
}
