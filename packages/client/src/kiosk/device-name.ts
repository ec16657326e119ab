import { isTabletId } from '@relevo/core/protocol'
import type { Bridge } from './fully.ts'

/** What of a device is asked for when nobody has named its tablet. */
export type NamedBy = 'device-id' | 'device-name'

/**
 * An id for a tablet that nobody has named, from what its kiosk app knows of the device. It is the same again when the
 * page's storage is wiped, which one that is made up is not.
 *
 * @param by `device-id` is unique; a name need not be, Fully proposes the model's
 * @example deviceName(fully, 'device-id') // 'fully-3f2a91c0-77d1e0b2'
 */
export function deviceName(fully: Bridge, by: NamedBy): string | undefined {
  const said: unknown = fully(by === 'device-name' ? 'getDeviceName' : 'getDeviceId')
  if (typeof said !== 'string' || !said) return undefined
  const id = by === 'device-name' ? said.trim().replace(/\s+/g, '-') : `fully-${said}`
  return isTabletId(id) ? id : undefined
}
