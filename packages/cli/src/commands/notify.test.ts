import { describe, expect, test } from 'vitest'
import { ContractServer } from '../testing/contract-server.ts'
import { PANEL } from '../testing/panel.ts'
import { relevo } from '../testing/program.ts'
import { tempFolder } from '../testing/temp-folder.ts'

describe('relevo notify', () => {
  test('makes a release current, and says when it was so already', async () => {
    const server = await ContractServer.start()
    await relevo(['publish', await tempFolder(PANEL), '--version', 'r1', '--no-notify'], server.env)
    const first = await relevo(['notify', 'r1', '--force', '--retry', '--notes', 'x'], server.env)
    expect(first.stdout).toBe('production: r1 is current, by force. 0 tablets known there.\n')
    expect(server.notices).toEqual([{ version: 'r1', force: true, environment: 'production', retry: true, notes: 'x' }])
    const again = await relevo(['notify', 'r1', '--force'], server.env)
    expect(again.stdout).toContain('r1 is current since 2026-01-01 00:00:00Z; the hint was sent again')
  })

  test('of an unknown release shows the server’s code and remedy, and exits with 1', async () => {
    const server = await ContractServer.start()
    const { code, stderr, stdout } = await relevo(['notify', 'r9'], server.env)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      'relevo: release-unknown — The server does not know this release.\n  r9\nDo: Publish it first with `relevo publish <dir>`, then call again.\n',
    )
  })
})
