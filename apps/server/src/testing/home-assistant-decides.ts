/** What Home Assistant makes of an update entity's two versions; `compares`: it depends on an order it finds in them. */
export type Decision = 'update' | 'up-to-date' | 'compares'

/**
 * Home Assistant's decision, from the facts:
 * - the same text is up to date, one that cannot be compared with the other is an update (home-assistant/core
 *   `components/update/__init__.py`, `UpdateEntity.state`);
 * - AwesomeVersion compares without spaces around a version, without `v`, `V`, `v.` or `V.` before it, and without one dot
 *   at its end, and what is the same then is not newer, whatever it is;
 * - it compares only what has a scheme it knows. Of those (BuildVer, CalVer, HexVer, SemVer, SimpleVer, PEP 440, and the
 *   words `latest`, `dev`, `stable`, `beta`) none has a space in it (ludeeus/awesomeversion `utils/regex.py`).
 *
 * Whatever has no space counts as comparable here, which is more than there is: what this calls an update is one.
 */
export function homeAssistantDecides(installed: string, latest: string): Decision {
  if (installed === latest || bare(installed) === bare(latest)) return 'up-to-date'
  return [installed, latest].some((version) => /\s/.test(bare(version))) ? 'update' : 'compares'
}

function bare(version: string): string {
  return version.trim().replace(/\.$/, '').replace(/^[vV]/, '')
}
