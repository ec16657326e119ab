import { expect, test } from 'vitest'
import { relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

test('relevo release tells where it is current, its deployments, and what it changes', async () => {
  const env = await realServer()
  const publish = async (version: string, files: Record<string, string>, ...more: string[]) =>
    relevo(['publish', await tempFolder(files), '--version', version, ...more], env)
  await publish('r1', { 'index.html': 'one', 'app.js': 'console.log(1)', 'old.js': 'x' }, '--notes', 'first')
  await publish('r2', { 'index.html': 'other', 'app.js': 'console.log(1)', 'new.js': 'yy' }, '--commit', 'c0ffee')
  // The patch was waited for, and a file may still be on its way into its forms.
  await expect.poll(async () => (await relevo(['release', 'r2'], env)).stdout).toContain('as brotli')
  const { stdout, code } = await relevo(['release', 'r2'], env)
  expect(code).toBe(0)
  expect(
    stdout
      .replace(/\S+ \S+Z/g, 'T')
      .replace(/[0-9a-f-]{36}/, 'ID')
      .replace(/ +$/gm, ''),
  ).toBe(
    [
      'release     r2',
      'published   T',
      'commit      c0ffee',
      'size        21 B in 3 files',
      'current in  production',
      'beside      r1: 1 added, 1 changed, 1 removed, 1 the same',
      'to fetch    7 B for a tablet that has r1',
      'packed      21 B as brotli, 21 B as gzip',
      '',
      'A TABLET WITH  DOWNLOADS',
      'r1             files, 7 B: a patch would save little',
      '',
      'WHAT     SIZE  WAS  FILE',
      'changed  5 B   3 B  index.html',
      'added    2 B   -    new.js',
      'removed  1 B   -    old.js',
      '',
      'DEPLOYMENT                            ENVIRONMENT  STATUS     ASKED FOR             ENDED',
      'ID  production   deploying  T  -',
      '',
    ].join('\n'),
  )
  await relevo(['block', 'r1'], env)
  const r1 = await relevo(['release', 'r1', '--from', 'r2'], env)
  expect(r1.stdout).toMatch(/^notes {7}first$/m)
  expect(r1.stdout).toMatch(/^current in {2}no environment\nblocked {5}since \S+ \S+Z: no tablet may run it$/m)
  const data = JSON.parse((await relevo(['release', 'r1', '--from', 'r2', '--json'], env)).stdout)
  expect(data).toMatchObject({ success: true, version: 'r1', changes: { from: 'r2', download: 4 } })
  expect(data).not.toHaveProperty('manifest')
})

test('relevo publish waits for the patch, and release shows what a tablet downloads', async () => {
  const env = await realServer()
  const lines = Array.from({ length: 500 }, (_, i) => `const v${i * i} = ${(i * 7919) % 10_007}\n`).join('')
  const publish = async (version: string, code: string) =>
    relevo(['publish', await tempFolder({ 'index.html': '<h1>hi', 'app.js': code }), '--version', version], env)
  await publish('r1', lines)
  const published = await publish('r2', `${lines}start()\n`)
  // How much of the files that is, is known once they are packed too, for which nobody waits.
  expect(published.stdout).toMatch(/^Tablets with r1 download \d+ B(?:, [\d.]+ % of [\d.]+ kB)?\.$/m)
  const release = async () => (await relevo(['release', 'r2'], env)).stdout
  await expect.poll(release).toMatch(/^A TABLET WITH {2}DOWNLOADS\nr1 {13}\d+ B, [\d.]+ % of [\d.]+ kB$/m)
  expect(await release()).toMatch(/^to fetch {4}\d+ B for a tablet that has r1$/m)
})

test('relevo release of the first one has nothing beside it, and of none is refused', async () => {
  const env = await realServer()
  const files = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`f${i}.js`, 'x'.repeat(i)]))
  await relevo(['publish', await tempFolder({ ...files, 'index.html': 'r1' }), '--version', 'r1'], env)
  const { stdout } = await relevo(['release', 'r1'], env)
  expect(stdout).toMatch(/^beside {6}nothing: 26 added, 0 changed, 0 removed, 0 the same$/m)
  expect(stdout).toMatch(/^6 smaller files not shown\.$/m)
  expect(await relevo(['release', 'r9'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('release-unknown'),
  })
})
