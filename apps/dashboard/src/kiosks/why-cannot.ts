import { type Deed, WAYS, whyNot } from '@relevo/core/kiosk'
import type { KioskRow } from './kiosk-row.ts'

/**
 * Why a kiosk cannot be told something. `never`: its app has no such command. `unknown-app`: nothing is known of its app.
 * `needs-…`: it could, if the server knew its base topic (`mqtt`), its address (`rest`) or either (`way`).
 */
export type WhyCannot = 'never' | 'unknown-app' | 'needs-way' | 'needs-mqtt' | 'needs-rest'

/**
 * Why a kiosk cannot be told something; `undefined` when it can.
 *
 * @example whyCannot({ app: 'fully', can: { …, wake: [] } }, 'wake') // 'needs-rest'
 */
export function whyCannot({ app, can }: Pick<KioskRow, 'app' | 'can'>, deed: Deed): WhyCannot | undefined {
  if (can[deed].length > 0) return undefined
  if (app === 'generic') return 'unknown-app'
  const [first, second] = WAYS.filter((way) => whyNot(app, way, deed) === undefined)
  if (first === undefined) return 'never'
  return second === undefined ? `needs-${first}` : 'needs-way'
}
