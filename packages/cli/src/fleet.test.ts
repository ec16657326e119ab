import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

let env: Record<string, string>
let folder: string
beforeEach(async () => {
  env = await realServer()
  folder = await tempFolder({ 'index.html': 'r1' })
  await relevo(['publish', folder, '--version', 'r1'], env)
  for (const query of ['tablet=hall&release=r1', 'tablet=attic&release=r0']) {
    await fetch(new URL(`config/version.json?${query}`, env.RELEVO_URL))
  }
})

const said = async (...argv: string[]) => {
  const { code, stdout, stderr } = await relevo(argv, env)
  return code === 0 ? stdout : `${code} ${stderr}`
}
/** The first word of each line below the heading. */
const listed = async (...argv: string[]) =>
  (await said(...argv))
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(' ')[0])

describe('relevo tablet', () => {
  test('says what it is called, where it is, and shows all about it', async () => {
    const set = [
      'tablet',
      'set',
      'hall',
      '--name',
      'Main hall',
      '--group',
      'lobby',
      '--tag',
      'b',
      '--tag',
      'a',
      '--pin',
      'r1',
    ]
    expect(await said(...set, '--notes', 'Two\nlines')).toBe('hall: “Main hall”, in lobby, tags a b, pinned to r1.\n')
    const all = await said('tablet', 'hall')
    expect(all).toMatch(
      /^tablet +hall\nname +Main hall\ngroup +lobby\ntags +a b\nnotes +Two lines\nenvironment +production\n/,
    )
    expect(all).toMatch(
      /^presence +online\nrelease +r1 since \S+ \S+Z\nshould run +r1\npinned to +r1\nphase +current$/m,
    )
    expect(all).toMatch(/Z tablet-new release=r1\n.*Z tablet-changed by root name=Main hall group=lobby tags=a b/)
    const json = JSON.parse(await said('tablet', 'hall', '--json'))
    expect(json).toMatchObject({ success: true, id: 'hall', name: 'Main hall', history: [{ type: 'tablet-new' }, {}] })
  })

  test('takes back what was said, and leaves the rest', async () => {
    await said('tablet', 'set', 'hall', '--name', 'Hall', '--group', 'lobby', '--tag', 'a', '--pin', 'r1')
    expect(await said('tablet', 'set', 'hall', '--group', '', '--untag', '--unpin')).toBe('hall: “Hall”.\n')
    expect(await said('tablet', 'set', 'hall', '--name', '')).toBe('hall: nothing is said of it.\n')
  })

  test('merges two that are one, and forgets it by either name, once', async () => {
    expect(await said('tablet', 'merge', 'attic', 'hall')).toBe('attic is another name of hall.\n')
    expect(await said('tablet', 'attic')).toMatch(/^tablet +hall\nother names +attic\n/)
    expect(await said('tablet', 'forget', 'attic')).toBe('hall is forgotten.\n')
    expect(await said('tablet', 'forget', 'hall')).toBe('There is no tablet hall.\n')
  })

  test.each([
    ['1 for one that is not there', ['tablet', 'nobody'], /^1 .*tablet-unknown/],
    ['1 for a release that is not there', ['tablet', 'set', 'hall', '--pin', 'r9'], /^1 .*release-unknown/],
    ['1 for a tablet and itself', ['tablet', 'merge', 'hall', 'hall'], /^1 .*invalid-input/],
    ['2 for nothing to say', ['tablet', 'set', 'hall'], /^2 .*nothing to set/],
    ['2 for an id that is a path', ['tablet', '../tokens'], /^2 .*no tablet id/],
    ['2 for a second id that is none', ['tablet', 'merge', 'hall', 'a/b'], /^2 .*no tablet id/],
    ['2 without an id', ['tablet'], /^2 .*<tablet id> is missing/],
  ])('ends with %s', async (_, argv, expected) => {
    expect((await said(...argv)).replaceAll('\n', ' ')).toMatch(expected)
  })
})

describe('relevo tablets', () => {
  test('shows those that are meant, in the order that is asked for', async () => {
    await said('tablet', 'set', 'hall', '--name', 'Zoo', '--group', 'lobby', '--tag', 'qa')
    await said('tablet', 'set', 'attic', '--name', 'Attic', '--notes', 'near the lift')
    expect(await listed('tablets')).toEqual(['attic', 'hall'])
    expect(await listed('tablets', '--sort', 'seen')).toEqual(['attic', 'hall'])
    for (const filter of [
      ['--group', 'lobby'],
      ['--tag', 'qa'],
      ['--search', 'ZOO'],
      ['--release', 'r1'],
    ]) {
      expect(await listed('tablets', ...filter)).toEqual(['hall'])
    }
    for (const filter of [['--behind'], ['--search', 'lift'], ['--release', 'r0']]) {
      expect(await listed('tablets', ...filter)).toEqual(['attic'])
    }
    expect(await said('tablets', '--presence', 'stale')).toBe('There is no such tablet.\n')
    expect(await said('tablets', '--stuck')).toBe('There is no such tablet.\n')
    expect(await said('tablets', '--presence', 'gone')).toMatch(/^1 .*invalid-input/)
  })

  test('come out as a table, and go in again, changed or not at all', async () => {
    await said('tablet', 'set', 'hall', '--name', '=1+1', '--notes', 'Two\nlines')
    const file = join(folder, 'tablets.csv')
    expect(await said('tablets', 'export', '--to', file)).toBe(`Written to ${file}.\n`)
    expect(await readFile(file, 'utf8')).toBe(`${(await said('tablets', 'export')).trimEnd()}\r\n`)
    expect(await said('tablets', 'import', file)).toBe('0 tablets new, 0 changed, 2 unchanged.\n')
    await writeFile(file, 'id;name;environment\nhall;Hall;\ncellar;;staging\n')
    expect(await said('tablets', 'import', file, '--dry-run')).toBe(
      '1 tablet would be new, 1 would be changed, 0 unchanged.\n',
    )
    expect(await listed('tablets')).toEqual(['attic', 'hall'])
    expect(await said('tablets', 'import', file)).toBe('1 tablet new, 1 changed, 0 unchanged.\n')
    expect(await said('tablets')).toMatch(/^cellar +- +- +staging +- .* never-seen$/m)
    expect(await said('status')).toMatch(/^staging +- +never seen +1 tablet, 0 online$/m)
    await writeFile(file, 'id,pin\nhall,r9\na b,\n')
    expect(await said('tablets', 'import', file)).toMatch(
      /^1 .*import-invalid[\s\S]*line 2: pin: r9[\s\S]*line 3: id: "a b"/,
    )
    expect(await said('tablets', 'import', join(folder, 'none.csv'))).toMatch(/^2 .*usage[\s\S]*cannot read.*ENOENT/)
    expect(await said('tablets', 'export', '--to', join(folder, 'no', 'where.csv'))).toMatch(/^2 .*usage[\s\S]*ENOENT/)
  })
})

test('relevo groups have windows, or none', async () => {
  expect(await said('groups')).toBe('There is no group yet.\n')
  await said('tablet', 'set', 'hall', '--group', 'lobby')
  const window = ['--from', '22:00', '--to', '05:00', '--zone', 'Europe/Madrid']
  expect(await said('group', 'set', 'lobby', ...window)).toBe('lobby, 1 tablet: daily 22:00–05:00 Europe/Madrid.\n')
  expect(await said('group', 'set', 'east / 2', ...window, '--days', 'mon,tue', '--notes', 'n')).toMatch(
    /mon tue 22:00/,
  )
  expect(await said('groups')).toMatch(/^east \/ 2 +0 +mon tue 22:00–05:00 Europe\/Madrid +n\nlobby +1 +daily .* -$/m)
  expect(await said('group', 'set', 'lobby', '--always')).toBe('lobby, 1 tablet: at any time.\n')
  expect(await said('group', 'remove', 'east / 2')).toBe('Nothing is set up of east / 2 any more.\n')
  expect(await said('group', 'remove', 'east / 2')).toBe('Nothing is set up of east / 2, as before.\n')
  expect(await said('group', 'set', 'lobby')).toMatch(/^2 .*usage[\s\S]*nothing to set/)
  expect(await said('group', 'set', 'lobby', '--from', '02:00')).toMatch(/^2 .*usage[\s\S]*--from, --to and --zone/)
  expect(await said('group', 'set', 'lobby', '--always', ...window)).toMatch(/^2 .*usage/)
  expect(await said('group', 'set', 'lobby', ...window.slice(0, 4), '--zone', 'Mars/North')).toMatch(
    /^1 .*invalid-input/,
  )
})
