import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { secrets } from '../../assembly/secrets.ts'
import { type ClosableStore, openStore } from '../../store/sqlite-store.ts'
import { type Access, createAccess } from './access.ts'
import type { TokenOrder } from './issuing.ts'
import { IDLE_END } from './session.ts'

const MINUTE = 60_000
const ROOT = { kind: 'root' } as const
const CI: TokenOrder = { name: 'ci', scopes: ['notify', 'deploy:staging'] }

let folder: string
let store: ClosableStore
let now: number
let warnings: string[]
let access: Access

const world = { now: () => now, warn: (message: string) => void warnings.push(message) }
const withRoot = (root: string) => createAccess({ store: store.access, secrets, world }, root)
const events = async () => (await store.events({ limit: 100 })).events.map(({ seq: _, ...event }) => event)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relevo-access-'))
  store = await openStore(join(folder, 'relevo.db'))
  now = 1_000_000
  warnings = []
  access = withRoot('root-token')
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

describe('a token', () => {
  test('tells whose it is, and what it may do', async () => {
    const { text, token } = await access.createToken({ ...CI, scopes: ['notify', 'notify', 'deploy:staging'] }, ROOT)
    expect(text).toMatch(new RegExp(`^rlv_${token.id}_[A-Za-z0-9_-]{43}$`))
    expect(token).toEqual({ ...CI, id: token.id, createdAt: now, createdBy: 'root', state: 'active' })
    expect(await access.authenticate(text)).toEqual({ kind: 'token', ...CI, id: token.id })
    expect(await access.authenticate('root-token')).toEqual(ROOT)
  })

  test('is logged with who made and who revoked it', async () => {
    const { text, token } = await access.createToken({ ...CI, scopes: ['admin'], expiresAt: now + 1 }, ROOT)
    const maker = await access.authenticate(text)
    const other = await access.createToken(CI, maker ?? ROOT)
    now += 5
    await access.revokeToken(token.id, ROOT)
    const subject = { kind: 'token', id: token.id }
    expect(await events()).toEqual([
      {
        at: 1_000_000,
        type: 'token-created',
        actor: 'root',
        subject,
        data: { name: 'ci', scopes: 'admin', expiresAt: '1970-01-01T00:16:40.001Z' },
      },
      {
        at: 1_000_000,
        type: 'token-created',
        actor: `ci (${token.id})`,
        subject: { kind: 'token', id: other.token.id },
        data: { name: 'ci', scopes: 'notify deploy:staging' },
      },
      { at: 1_000_005, type: 'token-revoked', actor: 'root', subject, data: { name: 'ci' } },
    ])
  })

  test('is good until the moment it expires', async () => {
    const { text } = await access.createToken({ ...CI, expiresAt: now + MINUTE }, ROOT)
    now += MINUTE - 1
    expect(await access.authenticate(text)).toBeDefined()
    now += 1
    expect(await access.authenticate(text)).toBeUndefined()
    expect((await access.tokens()).map(({ state }) => state)).toEqual(['expired'])
  })

  test('that would have expired already is not made', async () => {
    const made = access.createToken({ ...CI, expiresAt: now }, ROOT)
    await expect(made).rejects.toMatchObject({ code: 'invalid-input', detail: expect.stringMatching(/^expiresAt/) })
    expect(await access.tokens()).toEqual([])
  })

  test('is revoked once and for all', async () => {
    const { text, token } = await access.createToken(CI, ROOT)
    expect(await access.revokeToken(token.id, ROOT)).toEqual({
      token: { ...token, revokedAt: now, state: 'revoked' },
      duplicate: false,
    })
    now += 5
    const again = await access.revokeToken(token.id, ROOT)
    expect([again.duplicate, again.token.revokedAt]).toEqual([true, 1_000_000])
    expect(await access.authenticate(text)).toBeUndefined()
    expect((await events()).filter(({ type }) => type === 'token-revoked')).toHaveLength(1)
    await expect(access.revokeToken('00000000', ROOT)).rejects.toMatchObject({ code: 'token-unknown' })
  })

  test('is refused when a part of it is missing, wrong or of another token', async () => {
    const { text } = await access.createToken(CI, ROOT)
    const other = await access.createToken(CI, ROOT)
    const wrong = [
      '',
      'rlv_',
      text.slice(0, -1),
      `${text}x`,
      text.toUpperCase(),
      text.slice(4),
      `rlv_${other.token.id}${text.slice(12)}`,
      `rlv_00000000${text.slice(12)}`,
      `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`,
      'root-toke',
      'root-token ',
    ]
    for (const one of wrong) expect([one, await access.authenticate(one)]).toEqual([one, undefined])
  })

  test('is compared as a digest, in a time that tells nothing, whether it is known or not', async () => {
    const { text, token } = await access.createToken(CI, ROOT)
    const compared: string[] = []
    const watched = createAccess(
      {
        store: store.access,
        world,
        secrets: {
          ...secrets,
          same: (a, b) => {
            compared.push(`${a.length} ${b.length}`)
            return secrets.same(a, b)
          },
        },
      },
      'root-token',
    )
    const wrong = `rlv_${token.id}_${'A'.repeat(43)}`
    for (const one of [text, wrong, 'rlv_00000000_'.padEnd(56, 'A'), 'nonsense']) {
      compared.length = 0
      await watched.authenticate(one)
      expect([one, compared]).toEqual([one, ['64 64', '64 64']])
    }
  })

  test('has its use noted at most once a minute, and never fails for that', async () => {
    const { text, token } = await access.createToken(CI, ROOT)
    const written: number[] = []
    const watched = createAccess(
      {
        store: {
          ...store.access,
          useToken: (id, at) => {
            written.push(at)
            return store.access.useToken(id, at)
          },
        },
        secrets,
        world,
      },
      'root-token',
    )
    for (const after of [0, 1, MINUTE - 2, 1, 1]) {
      now += after
      await watched.authenticate(text)
    }
    expect(written).toEqual([1_000_000, 1_000_000 + MINUTE])
    expect((await access.tokens())[0]?.lastUsedAt).toBe(1_000_000 + MINUTE)

    now += MINUTE
    const full = { ...store.access, useToken: () => Promise.reject(new Error('disk full')) }
    const caller = await createAccess({ store: full, secrets, world }, 'root-token').authenticate(text)
    expect([caller, warnings.length]).toEqual([{ kind: 'token', ...CI, id: token.id }, 1])
  })
})

describe('a session', () => {
  test('is its token, for as long as it is used', async () => {
    const { text, token } = await access.createToken(CI, ROOT)
    const { id, caller } = await access.signIn(text, '10.0.0.7')
    const bearer = { kind: 'token', ...CI, id: token.id }
    expect(caller).toEqual({ kind: 'session', hash: secrets.digest(id), expiresAt: now + IDLE_END, bearer })
    expect(await access.sessionOf(id)).toEqual(caller)
    expect((await events()).at(-1)).toEqual({
      at: now,
      type: 'signed-in',
      actor: `ci (${token.id})`,
      subject: { kind: 'token', id: token.id },
      data: { from: '10.0.0.7' },
    })
    now += IDLE_END - 1
    expect(await access.sessionOf(id)).toMatchObject({ expiresAt: now + IDLE_END })
    now += IDLE_END - 1
    expect(await access.sessionOf(id)).toBeDefined()
    now += IDLE_END
    expect(await access.sessionOf(id)).toBeUndefined()
  })

  test('has its end moved at most every five minutes', async () => {
    const { id } = await access.signIn('root-token', '')
    const end = now + IDLE_END
    now += 5 * MINUTE - 1
    expect((await access.sessionOf(id))?.expiresAt).toBe(end)
    now += 1
    expect((await access.sessionOf(id))?.expiresAt).toBe(end + 5 * MINUTE)
  })

  test('ends when somebody signs out, and no other with it', async () => {
    const [mine, other] = [await access.signIn('root-token', ''), await access.signIn('root-token', '')]
    await access.signOut(mine.caller)
    expect(await access.sessionOf(mine.id)).toBeUndefined()
    expect(await access.sessionOf(other.id)).toBeDefined()
  })

  test('ends with its token: when that is revoked, when it expires, when the server gets another one', async () => {
    const revoked = await access.createToken(CI, ROOT)
    const expiring = await access.createToken({ ...CI, expiresAt: now + MINUTE }, ROOT)
    const sessions = await Promise.all(
      [revoked.text, expiring.text, 'root-token'].map((token) => access.signIn(token, '')),
    )
    const alive = async (door: Access) => {
      return Promise.all(sessions.map(async ({ id }) => (await door.sessionOf(id)) !== undefined))
    }
    expect(await alive(access)).toEqual([true, true, true])
    await access.revokeToken(revoked.token.id, ROOT)
    expect(await alive(access)).toEqual([false, true, true])
    now += MINUTE
    expect(await alive(access)).toEqual([false, false, true])
    expect(await alive(withRoot('another-root-token'))).toEqual([false, false, false])
  })

  test('cannot be had by its hash, nor its proof be made without its id', async () => {
    const { id, caller } = await access.signIn('root-token', '')
    expect(await access.sessionOf(caller.hash)).toBeUndefined()
    expect(await access.sessionOf('')).toBeUndefined()
    expect(access.proofOf(id)).not.toBe(access.proofOf(caller.hash))
    expect(access.proofOf(id)).not.toBe(caller.hash)
  })

  test('leaves nothing in the store on which a simple token of the server could be tried out', async () => {
    const { caller } = await access.signIn('root-token', '')
    const kept = JSON.stringify(await store.access.session(caller.hash))
    for (const known of ['root-token', secrets.digest('root-token')]) expect(kept).not.toContain(known)
  })

  test('is refused to a wrong token, and the log has one line a minute that says how many there were', async () => {
    const refused = (token: string) =>
      expect(access.signIn(token, '10.0.0.7')).rejects.toMatchObject({ code: 'unauthorized' })
    for (const token of ['a', 'b', `rlv_1f0c9a2b_${'A'.repeat(43)}`]) await refused(token)
    now += MINUTE
    await refused(`rlv_1f0c9a2b_${'A'.repeat(43)}`)
    expect(await events()).toEqual([
      {
        at: 1_000_000,
        type: 'sign-in-refused',
        subject: { kind: 'token', id: 'unknown' },
        data: { attempts: 1, from: '10.0.0.7' },
      },
      {
        at: 1_000_000 + MINUTE,
        type: 'sign-in-refused',
        subject: { kind: 'token', id: '1f0c9a2b' },
        data: { attempts: 3, from: '10.0.0.7' },
      },
    ])
  })
})
