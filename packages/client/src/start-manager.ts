import type { Early } from './early.ts'
import { lazyPrompt } from './lazy-prompt.ts'
import { manageUpdates } from './manage-updates.ts'
import type { Settings, UpdateManagerOptions } from './options.ts'
import { persist } from './persist.ts'
import type { Clock, Keep, OnTell, View } from './ports.ts'
import type { UpdateManager } from './update-manager.ts'
import { linkWorker } from './worker-link.ts'

/** Where the boot guard counts how often it tried to bring the app up. */
const BOOTS = 'relevo.boot'

/** What was found out when the page began. */
interface Begun {
  clock: Clock
  settings: Settings
  options: UpdateManagerOptions
  versionUrl: string
  view: View
  keep: Keep
  tablet(): string
  early: Early
}

/** The manager with everything a browser has for it: what is begun once the page is up. */
export function startManager({
  clock,
  settings,
  options,
  versionUrl,
  view,
  keep,
  tablet,
  early,
}: Begun): UpdateManager {
  const { worker, scope, prompt = 'builtin', channel, carrier, kiosk } = options
  keep.set(BOOTS, '')
  if (worker) persist(view)
  const ports = {
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
    openLink: worker && !carrier ? (onTell: OnTell) => linkWorker(view, { worker, scope }, clock, onTell) : undefined,
  }
  return manageUpdates(settings, tablet(), versionUrl, ports, early)
}
