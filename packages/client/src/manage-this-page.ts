import { clock } from './clock.ts'
import { lazyPrompt } from './lazy-prompt.ts'
import { manageUpdates } from './manage-updates.ts'
import type { Settings, UpdateManagerOptions } from './options.ts'
import type { Keep, View } from './ports.ts'
import type { BootWatch } from './readiness.ts'
import { tidyAddress } from './reload.ts'
import type { UpdateManager } from './update-manager.ts'
import { linkWorker } from './worker-link.ts'

/** What was there from the start of the page. */
interface Begun {
  tablet: string
  versionUrl: string
  view: View
  keep: Keep
  boot: BootWatch
}

/** Manage this very page: every port is the browser's own. */
export function manageThisPage(
  { worker, scope, prompt = 'builtin', channel }: UpdateManagerOptions,
  settings: Settings,
  { tablet, versionUrl, view, keep, boot }: Begun,
): UpdateManager {
  tidyAddress(view)
  return manageUpdates(settings, tablet, versionUrl, {
    clock,
    fetch: (...request) => fetch(...request),
    view,
    keep,
    boot,
    channel,
    prompt:
      prompt === 'builtin'
        ? lazyPrompt(async () => (await import('./prompt/index.ts')).relevoPrompt())
        : prompt || undefined,
    openLink: worker ? (onTell) => linkWorker(navigator.serviceWorker, { worker, scope }, clock, onTell) : undefined,
  })
}
