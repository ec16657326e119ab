import { RelevoError } from '@relevo/core/errors'
import { isTabletId } from '@relevo/core/protocol'
import { isVersion, type Version } from '@relevo/core/release'
import type { Policy, UpdateRules } from '@relevo/core/update'
import { areHours, type Hours } from './holds/hours.ts'
import type { Carrier, Channel, Kiosk, Prompt } from './ports.ts'
import { BUDGET_RENEWAL } from './times.ts'

/** What an app says about its updates. Times are in seconds. */
export interface UpdateManagerOptions {
  /** The release built into this page: `version` of `virtual:relevo`. */
  version: Version
  /** URL of the worker script: `worker` of `virtual:relevo`. Without it an update is a reload. */
  worker?: string | undefined
  /** Scope of the worker; default: the folder of its script. */
  scope?: string
  /** Where `version.json` is, relative to the page's base; default `config/version.json`. */
  versionUrl?: string
  /** How an update is brought in; default `prompt`. The server may raise it to `force`. */
  policy?: Policy
  /** Time between two polls, ±10 %; default 300, at least 1. The server's own wish wins. */
  checkEvery?: number
  /** A prompt nobody answers switches after this long; default 60, 0 waits for ever. */
  countdown?: number
  /** How long "later" hides the prompt; default 3600. */
  later?: number
  /** How often a person may say "later" to one release; default 3. */
  laterLimit?: number
  /** How long the app's holds may delay a forced release; default 900. */
  maxHold?: number
  /** The tablet is in use for this long after a touch or a key; default 30, 0 does not look. */
  inUse?: number
  /** When an unattended switch may happen, such as 02:00 to 05:00; default: always. */
  hours?: Hours
  /** `auto` (default): the page is ready when it shows something and threw nothing; `manual`: when the app says so. */
  ready?: 'auto' | 'manual'
  /** How long nothing may be thrown before an `auto` page is ready; default 5. */
  readyAfter?: number
  /** A release on trial has this long to be ready; default 30. The worker's own limit counts too. */
  readyTimeout?: number
  /** Brings releases in where the worker is not Relevo's; takes the place of `worker`. */
  carrier?: Carrier | undefined
  /** Brings hints and takes reports, such as `mqttChannel()`; default: polling alone. */
  channel?: Channel
  /** `force` of a hint counts even if `version.json` does not say it; default no. */
  trustHints?: boolean
  /** Who asks the person; `false`: the app does, from `state`. Default: the built-in `<relevo-prompt>`. */
  prompt?: Prompt | 'builtin' | false
  /** The kiosk app around the page: `kiosk()` of `@relevo/client/kiosk`; default: what every browser tells. */
  kiosk?: Kiosk | undefined
  /** How this tablet gets in where the server hears nobody it does not know: `key` is the key of its site. */
  enrolment?: { key?: string | undefined }
  /** This tablet's id, when the launch URL has no `?tablet=`. */
  tablet?: string
  /** Instead of `localStorage`. */
  storage?: Storage
}

/** In seconds. */
const TIMES = { checkEvery: 300, countdown: 60, later: 3600, maxHold: 900, inUse: 30, readyAfter: 5, readyTimeout: 30 }

/** Options that were found legal; times in milliseconds. */
export type Settings = Record<keyof typeof TIMES, number> & {
  version: Version
  policy: Policy
  laterLimit: number
  manual: boolean
  trustHints: boolean
  hours: Hours | undefined
  /** The key of the site. */
  key: string | undefined
}

/**
 * Read the options of an app.
 *
 * @throws RelevoError `config-invalid`, whose detail names the option
 */
export function readOptions(options: UpdateManagerOptions): Settings {
  const {
    version,
    policy = 'prompt',
    laterLimit = 3,
    hours,
    ready = 'auto',
    tablet,
    trustHints = false,
    enrolment,
  } = options
  const key = enrolment?.key
  const settings = { version, policy, laterLimit, hours, trustHints, key, manual: ready === 'manual' } as Settings
  const legal: Record<string, boolean> = {
    version: isVersion(version),
    policy: ['prompt', 'auto', 'force'].includes(policy),
    ready: ['auto', 'manual'].includes(ready),
    laterLimit: laterLimit >= 0,
    hours: !hours || areHours(hours),
    tablet: tablet === undefined || isTabletId(tablet),
  }
  for (const name of Object.keys(TIMES) as (keyof typeof TIMES)[]) {
    settings[name] = (options[name] ?? TIMES[name]) * 1000
    legal[name] = settings[name] >= (name === 'checkEvery' ? 1000 : 0)
  }
  for (const option in legal) if (!legal[option]) throw new RelevoError('config-invalid', option)
  return settings
}

/** The rules of the machine, as these settings have them. A failed download waits 10 s, 20 s, … up to 15 minutes. */
export function rulesOf(settings: Settings): UpdateRules {
  return { ...settings, backoff: 10_000, backoffMost: 900_000, renewal: BUDGET_RENEWAL }
}
