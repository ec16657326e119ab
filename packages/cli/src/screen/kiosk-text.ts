import type { KioskRow } from '../server/kiosk-answers.ts'
import { momentText } from './moment.ts'
import { oneLine } from './one-line.ts'

/** Whether its app is there. */
export function thereText({ online }: KioskRow): string {
  return online === undefined ? 'not known' : online ? 'there' : 'away'
}

/** The tablet that runs in a kiosk, and how sure that is. */
export function linkText({ link, conflicts }: KioskRow): string {
  const said = link ? `${link.tablet} (${link.confidence})` : '-'
  return conflicts.length > 0 ? `${said}, conflict with ${conflicts.join(', ')}` : said
}

/** All about one kiosk, a line each. */
export function kioskText(kiosk: KioskRow): string {
  const { link, claim, state, can } = kiosk
  const deeds = Object.entries(can).map(([deed, ways]) => (ways.length > 0 ? `${deed} (${ways.join(', ')})` : ''))
  const facts: [name: string, value: string | undefined][] = [
    ['kiosk', kiosk.id],
    ['app', kiosk.app],
    ['standing', kiosk.standing],
    ['name', kiosk.name],
    ['base topic', kiosk.base],
    ['device', kiosk.device],
    ['address', kiosk.restUrl],
    ['secret', kiosk.hasSecret ? 'set' : undefined],
    ['tablet', link && `${link.tablet}, ${link.confidence} (${link.how})`],
    ['shows page of', claim && claim.tablet !== link?.tablet ? `${claim.tablet}, ${claim.confidence}` : undefined],
    ['conflict', kiosk.conflicts.join(', ') || undefined],
    ['app is', thereText(kiosk)],
    ['shows', state.shows],
    ['launch URL', state.launchUrl],
    ['screen', state.isScreenOn === undefined ? undefined : state.isScreenOn ? 'on' : 'off'],
    ['battery', state.battery === undefined ? undefined : `${state.battery} %`],
    ['app version', state.appVersion],
    ['WebView', state.webView],
    ['IP address', state.ip],
    ['can be told', deeds.filter(Boolean).join(', ') || 'nothing'],
    ['to be mended', kiosk.faults.join(', ') || undefined],
    ['trouble', kiosk.trouble],
    ['last heard', kiosk.lastHeard === undefined ? undefined : momentText(kiosk.lastHeard)],
  ]
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined)
  const width = Math.max(...known.map(([name]) => name.length))
  return known.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}`).join('\n')
}
