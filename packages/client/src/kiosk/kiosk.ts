import { RelevoError } from '@relevo/core/errors'
import { clock } from '../clock.ts'
import type { Clock, Kiosk, View } from '../ports.ts'
import { addressReport } from './address-report.ts'
import { watchDevice } from './device-events.ts'
import { deviceName, type NamedBy } from './device-name.ts'
import { bridgeOf } from './fully.ts'
import { typingHold } from './typing-hold.ts'

/** Everything may be left out. */
export interface KioskOptions {
  /**
   * What names a tablet that neither the launch URL nor the app names and that has no id yet; default `device-id`.
   * `device-name` is for sites that give every device a name of its own.
   */
  namedBy?: NamedBy
  /** Seconds that a keyboard on the screen may delay an update; default 300, 0 does not look. */
  typing?: number
  /**
   * Say release and tablet in the address, as `#relevo=<release>&tablet=<id>`, so that a kiosk app that publishes what it
   * shows says them too; default no. Does nothing where the app has a fragment of its own.
   */
  reportInAddress?: boolean
}

/**
 * What the kiosk app around the page knows and can do. Fully Kiosk Browser has an interface for pages (a setting of its
 * PLUS licence); WallPanel and FreeKiosk have none, and in those, as in a plain browser, only the address is of use.
 *
 * @throws RelevoError `config-invalid`, whose detail names the option
 * @example createUpdateManager({ version, worker, kiosk: kiosk({ reportInAddress: true }) })
 */
export function kiosk(options: KioskOptions = {}): Kiosk {
  return kioskOf(window, clock, options)
}

export function kioskOf(view: View, clock: Clock, options: KioskOptions): Kiosk {
  const { namedBy = 'device-id', typing = 300, reportInAddress = false } = options
  if (!['device-id', 'device-name'].includes(namedBy)) throw new RelevoError('config-invalid', 'kiosk.namedBy')
  if (!(typing >= 0)) throw new RelevoError('config-invalid', 'kiosk.typing')
  const fully = bridgeOf(view)
  const address = addressReport(view)
  address.tidy()
  let asked = false

  return {
    proposeId: () => deviceName(fully, namedBy),

    watch({ manager, woke, online }) {
      const keyboard = typingHold(manager, clock, typing * 1000)
      const stops = [
        keyboard.stop,
        watchDevice(view, fully, (event) => {
          switch (event) {
            case 'showKeyboard':
              keyboard.began()
              break
            case 'hideKeyboard':
            case 'screenOff':
              keyboard.ended()
              break
            case 'screenOn':
              // What happened while the page stood still is told when it goes on: by then the screen may be dark again.
              if (fully('getScreenOn') !== false) woke()
              break
            case 'networkReconnect':
            case 'internetReconnect':
              online()
          }
        }),
      ]
      if (reportInAddress) {
        const show = () => address.show(manager.state)
        stops.push(manager.subscribe(show))
        show()
      }
      return () => {
        for (const stop of stops) stop()
      }
    },

    loadAnew() {
      const start: unknown = fully('getStartUrl')
      // It may have been set up for another page by now, and this one would be gone.
      if (typeof start !== 'string' || !isOf(view.location.origin, start)) return false
      fully(asked ? 'restartApp' : 'loadStartUrl')
      asked = true
      return true
    },
  }
}

/** Is one of the addresses that an app starts with of this origin? */
function isOf(origin: string, start: string): boolean {
  return start.split(/[\s,]+/).some((address) => {
    try {
      return new URL(address).origin === origin
    } catch {
      return false // a file of the device, or half an address
    }
  })
}
