import { clock } from './clock.ts'
import { identify } from './identity.ts'
import { openKeep } from './keep.ts'
import { lazyPrompt } from './lazy-prompt.ts'
import { manageUpdates } from './manage-updates.ts'
import { readOptions, type UpdateManagerOptions } from './options.ts'
import { persist } from './persist.ts'
import type { View } from './ports.ts'
import { tidyAddress } from './reload.ts'
import type { UpdateManager } from './update-manager.ts'
import { linkWorker } from './worker-link.ts'

/**
 * Keep this page on the right release. Call it first thing, before the app starts: it sees what the app throws.
 *
 * @throws RelevoError `config-invalid`, whose detail names the option
 * @example
 * import { version, worker } from 'virtual:relevo'
 * const manager = createUpdateManager({ version, worker })
 * manager.hold('call')
 */
export function createUpdateManager(options: UpdateManagerOptions): UpdateManager {
  const settings = readOptions(options)
  const { worker, scope, prompt = 'builtin', channel, carrier, kiosk, versionUrl = 'config/version.json' } = options
  const view: View = window
  view.relevoBoot?.up()
  const keep = openKeep(view, options.storage)
  tidyAddress(view)
  if (worker) persist(view)
  return manageUpdates(
    settings,
    identify(view.location.search, keep, options.tablet, kiosk),
    new URL(versionUrl, document.baseURI).href,
    {
      clock,
      fetch,
      view,
      keep,
      channel,
      carrier,
      kiosk,
      prompt:
        prompt === 'builtin'
          ? lazyPrompt(async () => (await import('./prompt/index.ts')).relevoPrompt())
          : prompt || undefined,
      openLink: worker && !carrier ? (onTell) => linkWorker(view, { worker, scope }, clock, onTell) : undefined,
    },
  )
}
