import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The rows of the page, by their number. */
const rows = [...readFileSync('docs/known-problems.md', 'utf8').matchAll(/^\| (R?\d+) \| (.+) \|$/gm)].map(
  ([, number = '', row = '']) => ({ number, row }),
)

/** The tests a row names: a file, and words of a title in it. */
function proofsOf(row: string): { file: string; words: string }[] {
  return [...row.matchAll(/`([\w./-]+\.(?:spec|test)\.ts)` "([^"]+)"/g)].map(([, file = '', words = '']) => ({
    file,
    words,
  }))
}

/** Titles of tests, as they stand in the source: a table of cases may come first. */
function titlesIn(source: string): string {
  return [...source.matchAll(/(?<![\w.])(?:test|it)\b[\s\S]*?['"`]([^'"`\n]{12,})['"`], (?:async )?\(/g)]
    .map(([, title]) => title)
    .join('\n')
}

it('docs/known-problems.md has all twenty-five problems of the web and eight of native apps', () => {
  const web = Array.from({ length: 25 }, (_, i) => `${i + 1}`)
  const native = Array.from({ length: 8 }, (_, i) => `R${i + 1}`)
  expect(rows.map(({ number }) => number)).toEqual([...web, ...native])
})

it.each(rows)('problem $number has tests, and they exist', ({ row }) => {
  const proofs = proofsOf(row)
  expect(proofs.length).toBeGreaterThan(0)
  for (const { file, words } of proofs) expect(titlesIn(readFileSync(file, 'utf8'))).toContain(words)
})
