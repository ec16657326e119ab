import { isVersion, type Version } from '../release/version.ts'
import { parse } from './version-json.ts'

/** "Check now." Truth is `version.json`; a hint is only trusted where a site says so. */
export interface Hint {
  version: Version
  force: boolean
  /** ISO 8601. */
  timestamp?: string
}

/** Read a hint's payload; anything that is not one is `undefined`. */
export function readHint(text: string): Hint | undefined {
  const value = parse(text)
  if (!value || !isVersion(value.version)) return undefined
  const hint: Hint = { version: value.version, force: value.force === true }
  if (typeof value.timestamp === 'string') hint.timestamp = value.timestamp
  return hint
}
