import { RelevoError } from '@relevo/core/errors'
import type { WaveForm } from '@relevo/core/waves'
import { secondsOf } from './duration.ts'

/** What can be said of a wave, by its name on the command line. */
export const WAVE_SETTINGS: Record<string, (text: string, where: string) => WaveForm> = {
  bake: (text, where) => ({ bake: secondsOf(text, where) }),
  success: (text, where) => ({ success: shareOf(text, where) }),
  error: (text, where) => ({ error: shareOf(text, where) }),
  'min-samples': (text, where) => ({ minSamples: wholeOf(text, where) }),
}

/**
 * Read one `--wave`: who is in it, then settings of its own, each behind a colon.
 *
 * @param usual settings that it has where it says nothing else
 * @throws RelevoError `usage`
 * @example waveOf('group:lobby,homes:bake=1h:approval', {}) // { groups: ['lobby', 'homes'], bake: 3600, approval: true }
 */
export function waveOf(text: string, usual: WaveForm): WaveForm {
  const [first = '', ...rest] = text.split(':')
  const isNamed = first === 'group' || first === 'tag'
  const names = isNamed ? (rest.shift() ?? '').split(',').filter((name) => name !== '') : []
  const members = isNamed ? namedMembers(first, names, text) : countedMembers(first, text)
  return Object.assign({}, usual, members, ...rest.map((setting) => settingOf(setting, text)))
}

function namedMembers(kind: 'group' | 'tag', names: string[], text: string): WaveForm {
  if (names.length === 0) throw wrong(text)
  return kind === 'group' ? { groups: names } : { tags: names }
}

function countedMembers(amount: string, text: string): WaveForm {
  if (/^\d{1,3}(?:\.\d+)?%$/.test(amount)) return { percent: Number(amount.slice(0, -1)) }
  if (/^\d{1,7}$/.test(amount)) return { count: Number(amount) }
  throw wrong(text)
}

function settingOf(setting: string, text: string): WaveForm {
  if (setting === 'approval') return { approval: true }
  const [name = '', value] = setting.split('=', 2)
  const read = Object.hasOwn(WAVE_SETTINGS, name) ? WAVE_SETTINGS[name] : undefined
  if (!read || value === undefined) throw wrong(text)
  return read(value, `--wave ${text}`)
}

function wrong(text: string): RelevoError {
  const known = [...Object.keys(WAVE_SETTINGS).map((name) => `${name}=…`), 'approval'].join(', ')
  const form = `must be 5%, 10, group:lobby,homes or tag:qa, and behind colons ${known}, such as 5%:bake=1h:approval`
  return new RelevoError('usage', `--wave: ${JSON.stringify(text)} ${form}`)
}

/** A share, as `0.05` or as `5%`. */
function shareOf(text: string, where: string): number {
  const [, amount = '', sign] = /^(\d{1,3}(?:\.\d+)?)(%?)$/.exec(text) ?? []
  const share = Number(amount) / (sign === '%' ? 100 : 1)
  if (amount === '' || share > 1)
    throw new RelevoError('usage', `${where}: ${JSON.stringify(text)} is no share such as 0.9 or 90%`)
  return share
}

/** A number of tablets or offers. @throws RelevoError `usage` */
export function wholeOf(text: string, where: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text))
    throw new RelevoError('usage', `${where}: ${JSON.stringify(text)} is no number from 1 on`)
  return Number(text)
}
