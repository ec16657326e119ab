import { expect, test } from 'vitest'
import type { Patch } from './patch.ts'
import { createPatchBook } from './patch-book.ts'
import type { Side } from './side.ts'

const side = (version: string): Side => ({ version, list: version, files: {}, contents: [] })
const sizes = { br: 1, gzip: 2, identity: 3 }

test('of two that change a patch at once the second finds what the first wrote', async () => {
  const rows: Patch['state'][] = []
  const patch: Patch = { from: 'a', to: 'b', toVersion: 'b', state: { phase: 'made', sizes, isRemade: true }, at: 1 }
  const store = {
    all: async () => [patch],
    async save([put]: readonly Patch[]) {
      await new Promise((resolve) => setImmediate(resolve))
      if (put) rows.push(put.state)
    },
  }
  const book = await createPatchBook(store, { now: () => 2 })
  const [withdrawn, weighed] = await Promise.all([
    book.apply(side('a'), side('b'), { type: 'found-wrong', why: 'w' }),
    book.apply(side('a'), side('b'), { type: 'weighed', full: { gzip: 100, br: 100 } }),
  ])
  expect(withdrawn?.state.phase).toBe('failed')
  expect(weighed?.state.phase).toBe('failed')
  expect(rows.map(({ phase }) => phase)).toEqual(['failed'])
  await Promise.all([book.drop([patch]), book.apply(side('a'), side('b'), { type: 'begun' })])
  expect(book.get('a', 'b')?.state).toEqual({ phase: 'making', tries: 1 })
})
