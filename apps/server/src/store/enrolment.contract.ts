import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EnrolmentCode } from '../fleet/enrolment/code.ts'
import type { Credential } from '../fleet/enrolment/credential.ts'
import type { NewEvent } from '../fleet/event.ts'
import type { ClosableStore } from './sqlite-store.ts'

/** What every store of credentials and enrolment codes keeps to. `reopen` opens the same data again. */
export function enrolmentContract(
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
    const logged = async () => (await store.events({ limit: 20 })).events.map(({ type }) => type)
    const issue = (credential: Credential, more: { revoked?: string[]; code?: string; forget?: number } = {}) =>
      store.enrolment.issue({ credential, revoked: [], forget: 0, ...more }, [event('tablet-enrolled')])

    test('gives back credentials as they were given, the latest first, also when opened again', async () => {
      expect(await issue(bare)).toBe(true)
      expect(await issue(full)).toBe(true)
      await again()
      expect(await store.enrolment.credentials()).toEqual([full, bare])
      expect(await logged()).toEqual(['tablet-enrolled', 'tablet-enrolled'])
    })

    test('a credential takes the place of others in one step, with all that is said of it', async () => {
      await issue(bare)
      const next = { ...bare, id: 'next', hash: 'b'.repeat(64), createdAt: 9 }
      const events = [event('credential-revoked'), event('tablet-enrolled')]
      expect(await store.enrolment.issue({ credential: next, revoked: [bare.id], forget: 0 }, events)).toBe(true)
      await again()
      expect(await store.enrolment.credentials()).toEqual([next, { ...bare, revokedAt: 9 }])
      expect(await logged()).toEqual(['tablet-enrolled', 'credential-revoked', 'tablet-enrolled'])
    })

    test('revokes what is in force, and leaves the time of what was revoked before', async () => {
      await issue(bare)
      await issue(full)
      await store.enrolment.revoke([bare.id, full.id], 50, [event('credential-revoked')])
      expect(await store.enrolment.credentials()).toEqual([full, { ...bare, revokedAt: 50 }])
    })

    test('forgets what was revoked long before another is made', async () => {
      await issue(bare)
      await issue(full) // revoked at 6
      await issue({ ...bare, id: 'later', createdAt: 3 }, { forget: 6 })
      expect((await store.enrolment.credentials()).map(({ id }) => id)).toEqual(['later', 'full', 'bare'])
      await issue({ ...bare, id: 'last', createdAt: 4 }, { forget: 7 })
      expect((await store.enrolment.credentials()).map(({ id }) => id)).toEqual(['last', 'later', 'bare'])
    })

    test('notes the use of many at once', async () => {
      await issue(bare)
      await issue(full)
      await store.enrolment.use(
        new Map([
          [bare.id, 7],
          [full.id, 8],
          ['nobody', 9],
        ]),
      )
      await again()
      expect(await store.enrolment.credentials()).toEqual([
        { ...full, lastUsedAt: 8 },
        { ...bare, lastUsedAt: 7 },
      ])
    })

    test('a code is used as often as it may be, until it expires or is withdrawn, and no credential comes of more', async () => {
      await store.enrolment.addCode(twice, 0, event('code-made'))
      expect(await issue({ ...bare, id: '1', createdAt: 10 }, { code: twice.id })).toBe(true)
      expect(await issue({ ...bare, id: '2', createdAt: 20 }, { code: twice.id })).toBe(false) // that is when it expires
      expect(await issue({ ...bare, id: '3', createdAt: 19 }, { code: twice.id })).toBe(true)
      expect(await issue({ ...bare, id: '4', createdAt: 19 }, { code: twice.id, revoked: ['1'] })).toBe(false)
      expect(await issue({ ...bare, id: '5', createdAt: 19 }, { code: 'none' })).toBe(false)
      await again()
      expect((await store.enrolment.credentials()).map(({ id, revokedAt }) => [id, revokedAt])).toEqual([
        ['3', undefined],
        ['1', undefined],
      ])
      expect(await store.enrolment.codeWithHash(twice.hash)).toEqual({ ...twice, used: 2 })
      expect(await logged()).toEqual(['code-made', 'tablet-enrolled', 'tablet-enrolled'])
    })

    test('codes are found by their hash, withdrawn once, and forgotten some time after their end', async () => {
      await store.enrolment.addCode(twice, 0, event('code-made'))
      await store.enrolment.addCode(bound, 0, event('code-made'))
      expect(await store.enrolment.codes()).toEqual([bound, twice])
      expect(await store.enrolment.codeWithHash(bound.hash)).toEqual(bound)
      expect(await store.enrolment.codeWithHash('none')).toBeUndefined()
      expect(await store.enrolment.withdrawCode(bound.id, 6, event('code-withdrawn'))).toBe(true)
      expect(await store.enrolment.withdrawCode(bound.id, 7, event('code-withdrawn'))).toBe(false)
      expect(await store.enrolment.withdrawCode('none', 7, event('code-withdrawn'))).toBe(false)
      expect(await issue(bare, { code: bound.id })).toBe(false)
      await store.enrolment.addCode({ ...bound, id: 'new', hash: 'n'.repeat(64) }, 21, event('code-made'))
      await again()
      expect((await store.enrolment.codes()).map(({ id }) => id)).toEqual(['bound', 'new'])
      expect(await logged()).toEqual(['code-made', 'code-made', 'code-withdrawn', 'code-made'])
    })

    test('a change and its event happen together or not at all', async () => {
      await issue(bare)
      await expect(issue(bare, { revoked: [] })).rejects.toThrow()
      await store.enrolment.addCode(twice, 0, event('code-made'))
      await expect(store.enrolment.addCode({ ...twice, id: 'other' }, 0, event('code-made'))).rejects.toThrow()
      // Another one has this id already: the code was not used for it.
      await expect(issue(bare, { code: twice.id })).rejects.toThrow()
      expect(await store.enrolment.codeWithHash(twice.hash)).toEqual(twice)
      await store.enrolment.note(event('enrolment-refused'))
      expect(await logged()).toEqual(['tablet-enrolled', 'code-made', 'enrolment-refused'])
    })
  })
}

function event(type: NewEvent['type']): NewEvent {
  return { at: 5, type, actor: 'root', subject: { kind: 'tablet', id: 'hall' }, data: { kind: 'tablet' } }
}

const bare: Credential = {
  id: 'bare',
  kind: 'tablet',
  name: 'hall',
  hash: 'a'.repeat(64),
  createdAt: 1,
  createdBy: 'site key',
}

const full: Credential = { ...bare, id: 'full', kind: 'kiosk', createdAt: 2, lastUsedAt: 4, revokedAt: 6 }

const twice: EnrolmentCode = {
  id: 'twice',
  hash: 't'.repeat(64),
  uses: 2,
  used: 0,
  createdAt: 1,
  createdBy: 'root',
  expiresAt: 20,
}

const bound: EnrolmentCode = {
  ...twice,
  id: 'bound',
  hash: 'o'.repeat(64),
  tablet: 'hall',
  createdAt: 2,
  expiresAt: 90,
}
