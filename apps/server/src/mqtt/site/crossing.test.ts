import { readFile } from 'node:fs/promises'
import { findFilters, kioskTopics } from '@relevo/core/kiosk'
import { topics } from '@relevo/core/protocol'
import { expect, test } from 'vitest'
import { covers } from '../topic-filter.ts'
import {
  type Crossing,
  comesIn,
  findCrossings,
  goesOut,
  homeAssistantCrossings,
  kioskCrossings,
  ownCrossings,
} from './crossing.ts'

const DOCUMENT = await readFile(new URL('../../../../../docs/site-broker.md', import.meta.url), 'utf8')

/** All that can cross, with the apps where they are usually. */
const kiosks = [
  kioskTopics('wallpanel', { base: 'wallpanel/hall/' }),
  kioskTopics('freekiosk', { base: 'freekiosk/hall/' }),
  kioskTopics('fully', { base: 'fully/', device: 'a-1' }),
  kioskTopics('fully', { base: '/fully/', device: 'a-1' }),
].flatMap(({ commands, reports }) => [
  ...commands.map((filter) => ({ filter, way: 'out' as const })),
  ...reports.map((filter) => ({ filter, way: 'in' as const })),
])
const all: Crossing[] = [
  ...ownCrossings(topics('intercom')),
  ...kioskCrossings(kiosks),
  ...findCrossings(findFilters('homeassistant')),
  ...homeAssistantCrossings('intercom', 'homeassistant'),
]

test('the ACL of the document lets this server read and write all that crosses', () => {
  const acl = /user relevo\n([\s\S]+?)\n\n/.exec(
    /<!-- the tests read this -->([\s\S]+?```[\s\S]+?```)/.exec(DOCUMENT)?.[1] ?? '',
  )
  const rights = (acl?.[1] ?? '').split('\n').map((line) => /^topic (\w+) (.+)$/.exec(line)?.slice(1) ?? [])
  const may = (what: 'read' | 'write') =>
    rights.filter(([access]) => access === what || access === 'readwrite').map(([, filter = '']) => filter)
  const lacking = (rows: Crossing[], filters: string[]) =>
    rows.filter((row) => !filters.some((filter) => covers(filter, row.filter))).map((row) => row.filter)
  expect(lacking(all.filter(comesIn), may('read'))).toEqual([])
  expect(lacking(all.filter(goesOut), may('write'))).toEqual([])
})

test('the table of the document names each row with its way', () => {
  const table = DOCUMENT.split('\n').flatMap((line) => {
    const [, names = '', way = ''] = /^\| (.+?) \| (out|in|both) \|/.exec(line) ?? []
    return [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ filter: asFilter(name), way }))
  })
  const own = [...ownCrossings(topics('intercom')), ...homeAssistantCrossings('intercom', 'homeassistant')]
  for (const { filter, way } of [...own, ...findCrossings(findFilters('homeassistant'))])
    expect(table, filter).toContainEqual({ filter, way: way === 'command' ? 'out' : way })

  function asFilter(name: string): string {
    return name.replaceAll(/<[^>]+>/g, '+')
  }
})
