import { RelevoError } from '@relevo/core/errors'
import type { World } from '../ports.ts'
import { idInToken } from './access-token.ts'
import type { Authentication } from './authentication.ts'
import { actorOf, type Caller, ROOT, type TokenBearer } from './caller.ts'
import type { AccessStore } from './ports.ts'
import type { Secrets } from './secrets.ts'
import { IDLE_END, movedEnd, type Session } from './session.ts'

/** Refused sign-ins have at most one event in this time, ms, which says how many they were. */
const REFUSALS_EVERY = 60_000

/** A caller with a session. */
type SessionCaller = Extract<Caller, { kind: 'session' }>

/** Sessions of people, each begun with a token and no longer good than that. */
export interface SigningIn {
  /**
   * Begin a session. `id` goes to the browser and is kept nowhere.
   *
   * @param from the address the call came from, for the log
   * @throws RelevoError `unauthorized`
   */
  signIn(token: string, from: string): Promise<{ id: string; caller: SessionCaller }>
  /** Who has this session; `undefined` when there is none or it has ended. */
  sessionOf(id: string): Promise<SessionCaller | undefined>
  /** What a page of this session shows with every call that changes something; whoever lacks the id cannot make it. */
  proofOf(id: string): string
  signOut(caller: SessionCaller): Promise<void>
}

export function createSigningIn(
  store: AccessStore,
  secrets: Secrets,
  world: Pick<World, 'now' | 'warn'>,
  { rootHash, bearerOf, bearerWithId }: Authentication,
): SigningIn {
  const refusals = { count: 0, noted: Number.NEGATIVE_INFINITY }

  const refuse = async (token: string, from: string): Promise<never> => {
    refusals.count++
    const at = world.now()
    if (at - refusals.noted >= REFUSALS_EVERY) {
      const data = { attempts: refusals.count, from }
      Object.assign(refusals, { count: 0, noted: at })
      const subject = { kind: 'token', id: idInToken(token) ?? 'unknown' } as const
      await store.note({ at, type: 'sign-in-refused', subject, data })
    }
    throw new RelevoError('unauthorized', 'the token is another one, has expired or was revoked')
  }

  const rootSealOf = (id: string) => secrets.digest(`${id} ${rootHash}`)
  const bearerIn = async ({ tokenId, rootSeal }: Session, id: string): Promise<TokenBearer | undefined> => {
    if (tokenId !== undefined) return bearerWithId(tokenId)
    return rootSeal !== undefined && secrets.same(rootSeal, rootSealOf(id)) ? { kind: 'root' } : undefined
  }

  return {
    async signIn(token, from) {
      const bearer = await bearerOf(token)
      if (!bearer) return refuse(token, from)
      const id = secrets.draw()
      const at = world.now()
      const session: Session = {
        hash: secrets.digest(id),
        ...(bearer.kind === 'token' ? { tokenId: bearer.id } : { rootSeal: rootSealOf(id) }),
        createdAt: at,
        expiresAt: at + IDLE_END,
      }
      const subject = { kind: 'token', id: session.tokenId ?? ROOT } as const
      await store.addSession(session, { at, type: 'signed-in', actor: actorOf(bearer), subject, data: { from } })
      return { id, caller: { kind: 'session', hash: session.hash, expiresAt: session.expiresAt, bearer } }
    },
    async sessionOf(id) {
      const session = await store.session(secrets.digest(id))
      if (!session || session.expiresAt <= world.now()) return undefined
      const bearer = await bearerIn(session, id)
      if (!bearer) return undefined
      const { hash } = session
      const moved = movedEnd(session, world.now())
      if (moved !== undefined) {
        await store.moveSession(hash, moved).catch((error) => world.warn('A session could not be prolonged', error))
      }
      return { kind: 'session', hash, expiresAt: moved ?? session.expiresAt, bearer }
    },
    proofOf: (id) => secrets.digest(`proof of ${id}`),
    signOut: ({ hash }) => store.endSession(hash),
  }
}
