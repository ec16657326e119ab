import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ContractServer } from '../testing/contract-server.ts'
import { PANEL } from '../testing/panel.ts'
import { relevo } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'

describe('relevo publish', () => {
  test('says what it did, how much it saved and who will hear of it', async () => {
    const server = await ContractServer.start()
    server.tablets = [{}, {}]
    const folder = await tempFolder(PANEL)
    const { code, stdout, stderr } = await relevo(['publish', folder, '--version', 'r1'], server.env)
    expect(stdout).toBe(
      'Published r1: 2 files, 1.5 kB. Sent 2 files, 1.5 kB; saved 0 B.\nproduction: r1 is current. 2 tablets known there.\n',
    )
    expect(stderr).toBe(`Reading ${folder}\nUploading 2 files, 1.5 kB; 0 B are there already\nTelling production\n`)
    expect(code).toBe(0)
    await writeFile(join(folder, 'index.html'), '<h1>ho')
    const second = await relevo(['publish', folder, '--version', 'r2'], server.env)
    expect(second.stdout).toContain('Sent 1 file, 6 B; saved 1.5 kB.')
  })

  test('hands its options on', async () => {
    const server = await ContractServer.start()
    const folder = await tempFolder(PANEL)
    const flags = ['--version', 'r1', '--environment', 'staging', '--force', '--notes', 'ñ', '--commit', 'abc']
    await relevo(['publish', folder, ...flags], server.env)
    expect(server.notices).toEqual([{ version: 'r1', force: true, environment: 'staging', notes: 'ñ' }])
    expect(server.releases.get('r1')).toMatchObject({ notes: 'ñ', commit: 'abc' })
    const quiet = await relevo(['publish', folder, '--version', 'r1', '--no-notify'], server.env)
    expect(quiet.stdout).toContain('No tablet changes until `relevo notify r1`')
    expect(server.notices).toHaveLength(1)
  })

  test('says which commit it was built from, as the CI job tells', async () => {
    const server = await ContractServer.start()
    const job = { ...server.env, GITHUB_SHA: 'a1b2c3d' }
    await relevo(['publish', await tempFolder(PANEL), '--version', 'r1'], job)
    expect(server.releases.get('r1')).toMatchObject({ commit: 'a1b2c3d' })
  })

  test('with --json answers with one object and keeps progress off stdout', async () => {
    const server = await ContractServer.start()
    const { stdout } = await relevo(['publish', await tempFolder(PANEL), '--version', 'r1', '--json'], server.env)
    expect(JSON.parse(stdout)).toMatchObject({ success: true, version: 'r1', uploaded: 2, notified: { tablets: 0 } })
  })

  test('draws a bar for a person, up to its end', async () => {
    const server = await ContractServer.start()
    const argv = ['publish', await tempFolder(PANEL), '--version', 'r1']
    const { stderr } = await relevo(argv, server.env, { isTTY: true })
    expect(stderr).toMatch(/\r░+ +0 % .*\r█+ 100 % [^\r\n]*\nTelling production\n$/s)
  })
})
