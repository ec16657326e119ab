import { readFileSync } from 'node:fs'
import { APPS, DEEDS, WAYS, whyNot } from '@relevo/core/kiosk'
import { describe, expect, it } from 'vitest'

const text = readFileSync('docs/kiosks/drivers.md', 'utf8')

describe('docs/kiosks/drivers.md', () => {
  it('has what every app can be told, and over which way', () => {
    const rows = [...text.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)]
      .map(([, deed = '', cells = '']) => [deed, ...cells.split(' | ')])
      .filter(([deed, ...cells]) => (DEEDS as readonly string[]).includes(deed ?? '') && cells.length === APPS.length)
    const ways = (app: (typeof APPS)[number], deed: (typeof DEEDS)[number]) =>
      WAYS.filter((way) => whyNot(app, way, deed) === undefined).join(', ') || '–'
    expect(rows).toEqual(DEEDS.map((deed) => [deed, ...APPS.map((app) => ways(app, deed))]))
  })

  it('has every reason why not', () => {
    const reasons = APPS.flatMap((app) => WAYS.flatMap((way) => DEEDS.flatMap((deed) => whyNot(app, way, deed) ?? [])))
    for (const reason of new Set(reasons)) expect(text).toContain(`: ${reason}.`)
  })
})
