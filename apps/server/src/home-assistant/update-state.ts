import type { Portrait } from './portrait.ts'
import { shownVersion } from './shown-version.ts'

/** Most characters of a summary that Home Assistant keeps. */
const SUMMARY_LIMIT = 255

/**
 * The state of an update entity. Home Assistant rejects the whole message for one key it does not know or one text that is
 * null, and keeps what it had for a key that is missing: so every key is said each time, and what there is nothing to say
 * of is an empty text (home-assistant/core `components/mqtt/update.py`, MQTT_JSON_UPDATE_SCHEMA).
 */
export interface UpdateState {
  installed_version: string
  latest_version: string
  title: string
  release_summary: string
  /** Absolute; absent where this server has no public address, now and later. */
  release_url?: string
  /** Install is refused while it is true, so that it is said to be false as soon as an update failed. */
  in_progress: boolean
  update_percentage: number | null
}

/** Phases in which the tablet works on its update by itself. `staged` is none: it may wait for a person. */
const WORKING: readonly Portrait['phase'][] = ['downloading', 'switching', 'trial']

/**
 * @param home public address of this server, without a slash at its end
 */
export function updateState(portrait: Portrait, home: string | undefined): UpdateState {
  const { environment, release, desired, notes, phase, target, progress } = portrait
  const isWanted = phase === 'trial' ? release === desired : release !== desired && target === desired
  const isWorking = portrait.isOnline && isWanted && WORKING.includes(phase)
  return {
    installed_version: shownVersion(release),
    latest_version: shownVersion(desired),
    title: `Relevo (${environment})`,
    release_summary: [...notes].slice(0, SUMMARY_LIMIT).join(''),
    ...(home !== undefined && { release_url: `${home}/dashboard/#release/${encodeURIComponent(desired)}` }),
    in_progress: isWorking,
    update_percentage: isWorking && phase === 'downloading' && progress !== undefined ? Math.round(progress) : null,
  }
}
