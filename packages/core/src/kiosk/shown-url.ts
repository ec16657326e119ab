import { isShownFragment } from '../protocol/shown-address.ts'

/** What an address says of a tablet, and nothing else that could be a secret. */
const TOLD = ['tablet', 'device', 'v']

/**
 * An address as people and programs are shown it: launch URLs carry keys of all kinds in their query and fragment, and
 * kiosk apps publish them as they are.
 *
 * @example displayUrl('http://panel/?tablet=hall&key=s3cret#top') // 'http://panel/?tablet=hall&key=…#…'
 */
export function displayUrl(url: string): string {
  const [address = '', fragment] = url.split(/#(.*)/s)
  const [page = '', query] = address.split(/\?(.*)/s)
  const hidden = query
    ?.split('&')
    .map((part) => {
      const [name = '', value] = part.split(/=(.*)/s)
      return value === undefined || value === '' || TOLD.includes(name) ? part : `${name}=…`
    })
    .join('&')
  const isOurs = fragment !== undefined && isShownFragment(`#${fragment}`)
  const end = fragment === undefined || fragment === '' ? '' : `#${isOurs ? fragment : '…'}`
  return `${page}${hidden === undefined ? '' : `?${hidden}`}${end}`
}
