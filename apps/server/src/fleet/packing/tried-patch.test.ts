import type { Report } from '@relevo/core/protocol'
import { describe, expect, test } from 'vitest'
import { type TriedPatch, triedAfter } from './tried-patch.ts'

type Said = Pick<Report, 'release' | 'target' | 'patch'>

/** Reports of one tablet, one after the other: what is known of its patch after each. */
function story(...said: Said[]) {
  let before: { release: string; patch?: TriedPatch } | undefined
  return said.map((report) => {
    const patch = triedAfter(before, report)
    before = { release: report.release, ...(patch && { patch }) }
    return { patch }
  })
}

const on = (patch?: Said['patch']): Said => ({ release: 'r1', target: 'r2', patch })
const there = (patch?: Said['patch']): Said => ({ release: 'r2', patch })

describe('the patch that a tablet tried', () => {
  test('is from what it runs while it is on its way, and from what it ran when it has arrived', () => {
    const tried = { version: 'r2', from: 'r1', outcome: 'applied' }
    expect(story(on('applied'))[0]?.patch).toEqual(tried)
    expect(story({ release: 'r1' }, there('applied'))[1]?.patch).toEqual(tried)
    expect(story(on('applied'), there('applied'), there('applied')).map(({ patch }) => patch)).toEqual(
      Array(3).fill(tried),
    )
  })

  test('is from nowhere for a tablet that begins with that release', () => {
    expect(story(there('illegal'))[0]?.patch).toEqual({ version: 'r2', outcome: 'illegal' })
  })

  test('stays known while nothing is said of another, and is the very same while nothing changes', () => {
    const [, second, third] = story(on('illegal'), on(), there('illegal'))
    expect(third?.patch).toBe(second?.patch)
  })
})
