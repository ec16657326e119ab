import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BUILT } from './build-releases.ts'
import { StaticHost } from './static-host.ts'
import { test as base, expect, Tablet } from './story.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** A tablet, and the folders of two releases that a host can serve. */
const test = base.extend<{ folders: { p1: string; p2: string } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing is needed
  folders: async ({}, use) => {
    const place = await mkdtemp(join(tmpdir(), 'relevo-static-'))
    for (const version of ['p1', 'p2']) await cp(join(BUILT, version), join(place, version), { recursive: true })
    await use({ p1: join(place, 'p1'), p2: join(place, 'p2') })
    await rm(place, { recursive: true })
  },
})

interface Made {
  patches: { from: string; phase: string; br: number; full: number }[]
}

/** `relevo manifest`, as CI runs it after the build. */
async function manifest(...args: string[]): Promise<Made> {
  const command = [
    '--conditions=@relevo/source',
    join(root, 'packages/cli/bin/relevo.js'),
    'manifest',
    '--json',
    ...args,
  ]
  const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin/node'), command)
  return JSON.parse(stdout) as Made
}

/** On a host that only serves files there is neither broker nor server to report to. */
const QUIET = 'mqtt=off&checkEvery=1'

for (const forms of [true, false]) {
  test(`a tablet of a static host ${forms ? 'with' : 'without'} static forms is updated by one patch, and downloads no file`, async ({
    folders,
    context,
  }) => {
    const host = await StaticHost.start(folders.p1, { forms })
    const tablet = new Tablet(context, host.url)
    await tablet.settle('p1', QUIET, '/panel/')
    const { patches } = await manifest(folders.p2, '--patches', folders.p1, '--compress')
    expect(patches).toEqual([expect.objectContaining({ from: 'p1', phase: 'made' })])

    host.deploy(folders.p2)
    await tablet.reaches('staged')
    const fetched = host.sent.map(({ path }) => path).filter((path) => path !== 'config/version.json')
    expect(fetched).toEqual(['patches/p2/p1'])
    const [patch] = host.under('patches/')
    const plain = await readFile(join(folders.p2, 'patches/p2/p1'))
    expect(patch).toEqual(
      forms
        ? { path: 'patches/p2/p1', bytes: patches[0]?.br, encoding: 'br' }
        : { path: 'patches/p2/p1', bytes: plain.length, encoding: undefined },
    )
    await tablet.accept()
    await tablet.shows('p2')
    await tablet.reaches('current')
    await host.close()
  })
}

test('a tablet of a static host whose patch was lost gets the files', async ({ folders, context }) => {
  const host = await StaticHost.start(folders.p1, { forms: true })
  const tablet = new Tablet(context, host.url)
  await tablet.settle('p1', QUIET, '/panel/')
  await manifest(folders.p2, '--patches', folders.p1)
  await rm(join(folders.p2, 'patches/p2'), { recursive: true })
  host.deploy(folders.p2)
  await tablet.reaches('staged')
  expect(host.under('assets/').length).toBeGreaterThan(0)
  await tablet.accept()
  await tablet.shows('p2')
  await host.close()
})
