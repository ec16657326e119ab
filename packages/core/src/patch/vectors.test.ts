import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { applied } from '../testing/applied.ts'
import { sha256 } from '../testing/patch-assembler.ts'
import { contentsOf, listOf, readList } from './list.ts'

interface VectorSide {
  list: string
  /** In hex digits, in the order of the list. */
  contents: string[]
}

interface Vector {
  what: string
  old: VectorSide
  patch: [hex: string, meaning: string][]
  new: VectorSide
}

const vectors: Vector[] = JSON.parse(readFileSync('docs/patch-vectors.json', 'utf8'))
const entriesOf = ({ list }: VectorSide) => (list ? Object.entries(readList(list, 'r1').files) : [])
const bytes = (hex: string) => Buffer.from(hex, 'hex')

describe.each(vectors)('[F13] $what', (vector) => {
  it('comes out as it says', async () => {
    const old = {
      entries: entriesOf(vector.old),
      contents: Object.fromEntries(vector.old.contents.map((hex) => [hex, bytes(hex)])),
    }
    const patch = bytes(vector.patch.map(([hex]) => hex).join(''))
    const { outcome, release, made } = await applied(patch, old)
    expect(outcome).toBe('applied')
    expect(listOf(Object.entries(release?.files ?? {}))).toBe(vector.new.list)
    const isNew = (hex: string) => !vector.old.contents.includes(hex)
    expect([...made.values()].map((content) => Buffer.from(content).toString('hex'))).toEqual(
      vector.new.contents.filter(isNew),
    )
  })

  it('is consistent: contents have the hashes of their list', () => {
    for (const side of [vector.old, vector.new]) {
      const listed = contentsOf(entriesOf(side)).map((entry) => [entry.sha256, entry.size])
      expect(side.contents.map((hex) => [sha256(bytes(hex)), bytes(hex).length])).toEqual(listed)
    }
  })
})

it('[F13] the vectors have every field of the format in them', () => {
  const meanings = vectors.flatMap(({ patch }) => patch.map(([, meaning]) => meaning)).join('\n')
  for (const field of [
    /magic/,
    /from/,
    /^to$/m,
    /size/,
    /k 0/,
    /k 2/,
    /source 0/,
    /source 2/,
    /n 0/,
    /copy 0/,
    /insert 0/,
    /slot 1/,
    /delta -/,
    /delta 4/,
    /literals/,
  ])
    expect(meanings).toMatch(field)
})
