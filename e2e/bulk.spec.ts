import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT, bytes } from './build-releases.ts'
import { expect, test } from './story.ts'

// Thousands of files and hundreds of megabytes are work, which takes as long as the machine is busy.
test.setTimeout(180_000)

const MB = 1_000_000

/** A release built as another, with more files beside its own. */
async function withFiles(release: string, files: Iterable<readonly [string, Buffer]>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-bulk-'))
  await cp(join(BUILT, release), folder, { recursive: true })
  await rm(join(folder, 'relevo.json'))
  await mkdir(join(folder, 'bulk'))
  for (const [name, content] of files) await writeFile(join(folder, 'bulk', name), content)
  return folder
}

function* small(count: number) {
  for (let i = 0; i < count; i++) yield [`file-${i}.txt`, bytes(`small ${i}`, 2_000)] as const
}

function* large(count: number) {
  for (let i = 0; i < count; i++) yield [`video-${i}.mp4`, bytes(`large ${i}`, 20 * MB)] as const
}

for (const [what, files] of [
  ['2,000 files', () => small(2_000)],
  ['100 MB', () => large(5)],
] as const) {
  test(`a release of ${what} is published, staged and switched to`, async ({ server, tablet }) => {
    await server.publish('r1')
    await tablet.settle('r1', 'policy=auto')
    const folder = await withFiles('r2', files())
    await server.relevo('publish', folder, '--json', '--version', 'r2')
    await expect(tablet.page.locator('#release')).toHaveText('r2', { timeout: 120_000 })
    await expect.poll(() => server.tablet('lobby-1')).toMatchObject({ release: 'r2', phase: 'current' })
    await rm(folder, { recursive: true })
  })
}

test('the server’s memory does not grow with the size of a file', async ({ server }) => {
  const content = bytes('huge', 300 * MB)
  const folder = await withFiles('r1', [['huge.bin', content]])
  const memory = () => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(server.pid)], { encoding: 'utf8' })) * 1024
  const before = memory()
  let most = 0
  const publishing = server.relevo('publish', folder, '--json', '--version', 'r1')
  const watch = setInterval(() => {
    most = Math.max(most, memory())
  }, 100)
  await publishing
  const hash = createHash('sha256')
  const { body } = await fetch(`${server.url}/bulk/huge.bin`)
  for await (const chunk of body ?? []) hash.update(chunk)
  clearInterval(watch)
  expect(hash.digest('hex')).toBe(createHash('sha256').update(content).digest('hex'))
  expect(most - before).toBeLessThan(150 * MB)
  await rm(folder, { recursive: true })
})
