import type { Alarm } from './alarm.ts'
import type { Ports } from './ports.ts'
import { MARK } from './tidy-address.ts'
import { RELOAD_PATIENCE } from './times.ts'

type Around = Pick<Ports, 'view' | 'kiosk'>

/**
 * Load the page anew. Some kiosk apps swallow a reload, and a navigation to the same address too; Chromium (156) loses one that
 * comes while a new worker script takes the place of another. Whoever is still here after 10 s goes to an address of its own,
 * and after another 10 s has the kiosk app load it, if that one can be asked. When nothing comes of that either, `onIgnored`
 * is called.
 *
 * @param patience goes off while nothing happens; to call it off is to stop trying
 * @param mark makes the address differ
 */
export function reload(
  { view: { location }, kiosk }: Around,
  patience: Alarm,
  mark: string,
  onIgnored: () => void,
): void {
  location.reload()
  patience.set(RELOAD_PATIENCE, () => {
    const url = new URL(location.href)
    url.searchParams.set(MARK, mark)
    location.replace(url.href)
    patience.set(RELOAD_PATIENCE, () => {
      if (kiosk?.loadAnew()) patience.set(RELOAD_PATIENCE, onIgnored)
      else onIgnored()
    })
  })
}
