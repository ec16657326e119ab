import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccessToken } from '../fleet/access/access-token.ts'
import type { Session } from '../fleet/access/session.ts'
import type { NewEvent } from '../fleet/event.ts'
import type { ClosableStore } from './sqlite-store.ts'

/** What every store of tokens and sessions keeps to. `reopen` opens the same data again. */
export function accessContract(
  name: string,
  setUp: () => Promise<{ reopen(): Promise<ClosableStore>; remove(): Promise<void> }>,
) {
  describe(name, () => {
    let place: Awaited<ReturnType<typeof setUp>>
    let store: ClosableStore
    beforeEach(async () => {
      place = await setUp()
      store = await place.reopen()
    })
    afterEach(async () => {
      await store.close()
      await place.remove()
    })
    const again = async () => {
      await store.close()
      store = await place.reopen()
    }
    const logged = async () => (await store.events({ limit: 10 })).events.map(({ seq: _, ...event }) => event)

    test('gives back tokens and sessions as they were given, the latest token first, also when opened again', async () => {
      await store.access.addToken(bare, event('token-created'))
      await store.access.addToken(full, event('token-created'))
      await store.access.addSession(ofRoot, event('signed-in'))
      await store.access.addSession(ofToken, event('signed-in'))
      await again()
      expect(await store.access.tokens()).toEqual([full, bare])
      expect(await store.access.token('bare0000')).toEqual(bare)
      expect(await store.access.token('none0000')).toBeUndefined()
      expect(await store.access.session(ofRoot.hash)).toEqual(ofRoot)
      expect(await store.access.session(ofToken.hash)).toEqual(ofToken)
      expect(await store.access.session('none')).toBeUndefined()
      expect(await logged()).toEqual([
        event('token-created'),
        event('token-created'),
        event('signed-in'),
        event('signed-in'),
      ])
    })

    test('revokes a token once, and ends its sessions and no others', async () => {
      await store.access.addToken(bare, event('token-created'))
      await store.access.addSession(ofRoot, event('signed-in'))
      await store.access.addSession(ofToken, event('signed-in'))
      expect(await store.access.revokeToken(bare.id, 7, event('token-revoked'))).toBe(true)
      expect(await store.access.revokeToken(bare.id, 8, event('token-revoked'))).toBe(false)
      expect(await store.access.revokeToken('none0000', 8, event('token-revoked'))).toBe(false)
      await again()
      expect(await store.access.token(bare.id)).toEqual({ ...bare, revokedAt: 7 })
      expect(await store.access.session(ofToken.hash)).toBeUndefined()
      expect(await store.access.session(ofRoot.hash)).toEqual(ofRoot)
      expect((await logged()).filter(({ type }) => type === 'token-revoked')).toHaveLength(1)
    })

    test('notes the use of a token, and moves and ends a session', async () => {
      await store.access.addToken(bare, event('token-created'))
      await store.access.addToken(full, event('token-created'))
      await store.access.addSession(ofToken, event('signed-in'))
      await store.access.addSession(ofRoot, event('signed-in'))
      await store.access.useToken(bare.id, 9)
      await store.access.moveSession(ofToken.hash, 50)
      await store.access.endSession(ofRoot.hash)
      await store.access.note(event('sign-in-refused'))
      await again()
      expect(await store.access.tokens()).toEqual([full, { ...bare, lastUsedAt: 9 }])
      expect(await store.access.session(ofToken.hash)).toEqual({ ...ofToken, expiresAt: 50 })
      expect(await store.access.session(ofRoot.hash)).toBeUndefined()
      expect((await logged()).at(-1)).toEqual(event('sign-in-refused'))
    })

    test('forgets the sessions that had expired when another begins', async () => {
      await store.access.addSession(ofRoot, event('signed-in'))
      await store.access.addSession({ ...ofRoot, hash: 'b', createdAt: 29, expiresAt: 99 }, event('signed-in'))
      expect(await store.access.session(ofRoot.hash)).toEqual(ofRoot)
      await store.access.addSession({ ...ofRoot, hash: 'c', createdAt: 30, expiresAt: 99 }, event('signed-in'))
      expect(await store.access.session(ofRoot.hash)).toBeUndefined()
      expect(await store.access.session('b')).toBeDefined()
    })

    test('a change and its event happen together or not at all', async () => {
      await store.access.addToken(bare, event('token-created'))
      await expect(store.access.addToken(bare, event('token-created'))).rejects.toThrow()
      await expect(store.access.addSession({ ...ofToken, tokenId: 'none0000' }, event('signed-in'))).rejects.toThrow()
      expect(await logged()).toEqual([event('token-created')])
    })
  })
}

function event(type: NewEvent['type']): NewEvent {
  return { at: 5, type, actor: 'root', subject: { kind: 'token', id: 'bare0000' }, data: { name: 'ci' } }
}

const bare: AccessToken = {
  id: 'bare0000',
  name: 'ci',
  scopes: ['notify', 'deploy:staging'],
  hash: 'a'.repeat(64),
  createdAt: 1,
  createdBy: 'root',
}

const full: AccessToken = {
  ...bare,
  id: 'full0000',
  createdAt: 2,
  expiresAt: 30,
  lastUsedAt: 4,
  revokedAt: 6,
}

const ofRoot: Session = { hash: 'r'.repeat(64), rootSeal: 'a'.repeat(64), createdAt: 1, expiresAt: 30 }
const ofToken: Session = { hash: 't'.repeat(64), tokenId: bare.id, createdAt: 1, expiresAt: 40 }
