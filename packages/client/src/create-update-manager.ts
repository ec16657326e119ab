import { clock } from './clock.ts'
import { identify } from './identity.ts'
import { openKeep } from './keep.ts'
import { loadedSoon } from './loaded-soon.ts'
import { readOptions, type UpdateManagerOptions } from './options.ts'
import type { View } from './ports.ts'
import { watchBoot } from './readiness.ts'
import type { UpdateManager } from './update-manager.ts'

/**
 * Keep this page on the right release. Call it first thing, before the app starts: it sees what the app throws. Only
 * what must be there from the start is part of the app's own script; the rest is a chunk that loads beside it.
 *
 * @throws RelevoError `config-invalid`, whose detail names the option; TypeError for a `versionUrl` that is no URL
 * @example
 * import { version, worker } from 'virtual:relevo'
 * const manager = createUpdateManager({ version, worker })
 * manager.hold('call')
 */
export function createUpdateManager(options: UpdateManagerOptions): UpdateManager {
  const settings = readOptions(options)
  const view: View = window
  const keep = openKeep(view, options.storage)
  const tablet = identify(view.location.search, keep, options.tablet)
  const boot = watchBoot(view, clock)
  const versionUrl = new URL(options.versionUrl ?? 'config/version.json', document.baseURI).href
  return loadedSoon(settings.version, tablet, { clock, keep, view }, async () => {
    const { manageThisPage } = await import('./manage-this-page.ts')
    return manageThisPage(options, settings, { tablet, versionUrl, view, keep, boot })
  })
}
