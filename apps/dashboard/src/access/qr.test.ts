import { expect, test } from 'vitest'
import { qrOf } from './qr.ts'

/** The modules of a code, drawn as its path says. */
function drawn({ size, path }: { size: number; path: string }): string[] {
  const rows = Array.from({ length: size }, () => Array<string>(size).fill(' '))
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(width); i += 1) (rows[Number(y)] as string[])[Number(x) + i] = '#'
  return rows.map((row) => row.join(''))
}

test('a code has its three corners, and white ground around it', () => {
  const code = qrOf('https://panel.example/?tablet=lobby-1#relevo-enrol=K7QM-2XDP')
  const rows = drawn(code)
  const corner = ['#######', '#     #', '# ### #', '# ### #', '# ### #', '#     #', '#######']
  const end = code.size - 4
  const at = (x: number, y: number) => rows.slice(y, y + 7).map((row) => row.slice(x, x + 7))
  expect([at(4, 4), at(end - 7, 4), at(4, end - 7)]).toEqual([corner, corner, corner])
  expect(at(end - 7, end - 7)).not.toEqual(corner)
  for (const row of [...rows.slice(0, 4), ...rows.slice(end)]) expect(row.trim()).toBe('')
  for (const row of rows) expect(`${row.slice(0, 4)}${row.slice(end)}`.trim()).toBe('')
})

test('a longer text is a bigger code', () => {
  expect(qrOf('x'.repeat(500)).size).toBeGreaterThan(qrOf('x').size)
})
