import type { Version } from '@relevo/core/release'

/**
 * A version as Home Assistant is told it. It offers an update when the latest version is *newer* than the one that is
 * installed, by a comparison of its own; a release that one is to go back to is older, and would never be offered. Versions
 * that it cannot compare are an update whenever they differ (`UpdateEntity.state` in home-assistant/core
 * `components/update/__init__.py`), which is what ours mean: no version of ours is before or after another.
 *
 * AwesomeVersion knows no scheme that has a space in it. It does take a `v` off the front and a dot off the end before it
 * compares, so that the front is a word, and a dot at the end is doubled (ludeeus/awesomeversion `awesomeversion.py`).
 *
 * @example shownVersion('20250330-a123456') // 'release 20250330-a123456'; the bare one would be an alpha of 20250330
 */
export function shownVersion(version: Version): string {
  return `release ${version}${version.endsWith('.') ? '.' : ''}`
}
