import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The package of Debian and its kin that brings it. */
export const MOSQUITTO_PACKAGE = 'mosquitto'

/** The Mosquitto of this machine, or of `MOSQUITTO`; Debian keeps it where the PATH of most users does not look. */
export function mosquittoProgram(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin']
  const places = folders.filter(Boolean).map((folder) => join(folder, 'mosquitto'))
  return [process.env.MOSQUITTO, ...places].find((place) => place !== undefined && existsSync(place))
}
