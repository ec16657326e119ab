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
  /** The most that the server holds, in bytes, from the publishing of a release with such a file until all is made of it. */
  const mostWith = async (version: string, size: number) => {
    const content = bytes(version, size)
    const folder = await withFiles('r1', [['huge.bin', content]])
    await writeFile(join(folder, 'index.html'), version)
    let most = 0
    const watch = setInterval(() => {
      const rss = execFileSync('ps', ['-o', 'rss=', '-p', String(server.pid)], { encoding: 'utf8' })
      most = Math.max(most, Number(rss) * 1024)
    }, 100)
    try {
      await server.relevo('publish', folder, '--json', '--version', version)
      const hash = createHash('sha256')
      const { body } = await fetch(`${server.url}/bulk/huge.bin`)
      for await (const chunk of body ?? []) hash.update(chunk)
      expect(hash.digest('hex')).toBe(createHash('sha256').update(content).digest('hex'))
      const packing = async () => (await server.api('GET', `/api/releases/${version}/packing`)).body.data
      await expect.poll(packing, { timeout: 60_000 }).toMatchObject({ phase: 'done' })
    } finally {
      clearInterval(watch)
      await rm(folder, { recursive: true })
    }
    return most
  }
  // The first one takes what any large file takes: the windows of the compressors, and the bytes that are under way.
  const most = await mostWith('m1', 100 * MB)
  const more = (await mostWith('m3', 300 * MB)) - most
  expect(more).toBeLessThan(100 * MB)
})
