import { clock } from './clock.ts'
import { watchEarly } from './early.ts'
import { launchCode } from './enrolment/launch-code.ts'
import { identify } from './identity.ts'
import { idleAfterFrame } from './idle-after-frame.ts'
import { openKeep } from './keep.ts'
import { listen } from './listen.ts'
import { readOptions, type UpdateManagerOptions } from './options.ts'
import type { View } from './ports.ts'
import { standIn } from './stand-in.ts'
import { startManager } from './start-manager.ts'
import { tidyAddress } from './tidy-address.ts'
import type { UpdateManager } from './update-manager.ts'

/**
 * Keep this page on the right release. Call it first thing, before the app starts: it sees what the app throws. The
 * manager starts once the page has painted a frame and is idle, so that an app is on the screen as soon as without it; what is asked
 * of it until then is done when it has started.
 *
 * @throws RelevoError `config-invalid`, whose detail names the option
 * @example
 * import { version, worker } from 'virtual:relevo'
 * const manager = createUpdateManager({ version, worker })
 * manager.hold('call')
 */
export function createUpdateManager(options: UpdateManagerOptions): UpdateManager {
  const settings = readOptions(options)
  const view: View = window
  view.relevoBoot?.up()
  const keep = openKeep(view, options.storage)
  // Before a router sees the address, or anybody copies it.
  tidyAddress(view)
  launchCode(view, keep).take()
  const { search } = view.location
  let known: string | undefined
  // Only when it is asked for: to open a storage is time of every start.
  const tablet = () => (known ??= identify(search, keep, options.tablet, options.kiosk))
  // A launch URL has said who this is, also to an app that goes on to another address at once.
  listen(view, 'pagehide', tablet)
  const page = {
    clock,
    settings,
    options,
    versionUrl: new URL(options.versionUrl ?? 'config/version.json', document.baseURI).href,
    view,
    keep,
    tablet,
    early: watchEarly(view, clock),
  }
  return standIn(page, Promise.race([idleAfterFrame(clock), page.early.failed]), () => startManager(page))
}
