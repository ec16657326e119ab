import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { relevo } from './testing/program.ts'
import { realServer } from './testing/real-server.ts'
import { tempFolder } from './testing/temp-folder.ts'

let env: Record<string, string>
beforeEach(async () => {
  env = await realServer()
})
const said = async (...argv: string[]) => {
  const { code, stdout, stderr } = await relevo(argv, env)
  return code === 0 ? stdout : `${code} ${stderr}`
}

test('relevo kiosks lists them, and relevo kiosk tells all about one', async () => {
  expect(await said('kiosks')).toBe('There is no kiosk yet.\n')
  expect(await said('kiosk', 'add', 'wallpanel', '--base', 'wallpanel/mywallpanel', '--name', 'Main Hall')).toMatch(
    /^kiosk +main-hall\napp +wallpanel\n[\s\S]*^base topic +wallpanel\/mywallpanel\/$[\s\S]*^can be told +wake \(mqtt\), [\s\S]*^to be mended +default$/m,
  )
  expect(await said('kiosks')).toMatch(/^KIOSK +STANDING +APP [^\n]*\nmain-hall +known +wallpanel +- +not known +-\n$/)
  expect(await said('kiosks', '--found')).toBe('There is no kiosk yet.\n')
  expect(JSON.parse(await said('kiosk', 'main-hall', '--json'))).toMatchObject({ success: true, can: { restart: [] } })
  expect(await said('kiosk', 'nobody')).toMatch(/^1 .*kiosk-unknown/)
  expect(await said('kiosk', '../tokens')).toMatch(/^2 .*usage/)
})

test('a secret is read from a file, and shown by nothing', async () => {
  const folder = await tempFolder({})
  const file = join(folder, 'password')
  await writeFile(file, 's3cret\n')
  const added = await said(
    'kiosk',
    'add',
    'fully',
    '--id',
    'f',
    '--device',
    'd',
    '--rest',
    'http://127.0.0.1:1',
    '--secret-file',
    file,
  )
  expect(added).toMatch(/^secret +set$/m)
  expect(added + (await said('kiosk', 'f', '--json')) + (await said('events'))).not.toContain('s3cret')
  expect(await said('kiosk', 'set', 'f', '--no-secret', '--name', 'Hall')).not.toMatch(/^secret/m)
  expect(await said('kiosk', 'set', 'f', '--name', '')).not.toMatch(/^name/m)
  expect(await said('kiosk', 'set', 'f')).toMatch(/^2 .*usage[\s\S]*nothing to set/)
  expect(await said('kiosk', 'set', 'f', '--secret-file', join(folder, 'none'))).toMatch(/^2 .*usage[\s\S]*ENOENT/)
  await writeFile(file, '')
  expect(await said('kiosk', 'set', 'f', '--secret-file', file)).toMatch(/^2 .*usage[\s\S]*is empty/)
  expect(await said('kiosk', 'add', 'fully', '--rest', 'http://u:s3cret@x')).not.toContain('s3cret')
})

test('a kiosk is linked, unlinked, told what to do, and forgotten', async () => {
  await said('kiosk', 'add', 'wallpanel', '--id', 'hall', '--base', 'wallpanel/hall/')
  expect(await said('kiosk', 'link', 'hall', 'tablet-1')).toBe('tablet-1 runs in hall.\n')
  expect(await said('kiosks')).toMatch(/^hall .* tablet-1 \(said\) /m)
  expect(await said('kiosk', 'unlink', 'hall')).toBe('No tablet is said to run in hall.\n')
  for (const [what, ...value] of [
    ['wake'],
    ['wake', '5m'],
    ['reload'],
    ['eval', 'go()'],
    ['url', 'http://panel/'],
    ['relaunch'],
  ])
    expect(await said('kiosk', 'send', 'hall', what ?? '', ...value)).toBe(`${what} was sent to hall over mqtt.\n`)
  expect(await said('kiosk', 'send', 'hall', 'restart')).toMatch(/^1 .*kiosk-cannot[\s\S]*wallpanel-pro/)
  for (const wrong of [['explode'], ['eval'], ['url'], ['reload', 'twice'], ['wake', 'soon']])
    expect(await said('kiosk', 'send', 'hall', ...wrong)).toMatch(/^2 .*usage/)
  expect(await said('kiosk', 'accept', 'hall')).toBe('hall (wallpanel) is taken in.\n')
  expect(await said('kiosk', 'forget', 'hall')).toBe('hall is forgotten.\n')
  expect(await said('kiosk', 'forget', 'hall')).toBe('There is no kiosk hall.\n')
})
