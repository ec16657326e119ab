import { RelevoError } from '@relevo/core/errors'

/**
 * The path of a kiosk.
 *
 * @throws RelevoError `usage` for what is no id of one: it could be another path
 */
export function kioskPath(id: string): string {
  if (!/^[\w-]{1,64}$/.test(id)) throw new RelevoError('usage', `${JSON.stringify(id)} is no kiosk id`)
  return `api/kiosks/${id}`
}
