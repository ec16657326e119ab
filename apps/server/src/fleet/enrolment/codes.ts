import { RelevoError } from '@relevo/core/errors'
import { actorOf, type Caller } from '../access/caller.ts'
import { codeState, drawCode, type EnrolmentCode, type ListedCode, readCode } from './code.ts'
import { codeEvent } from './events.ts'
import type { EnrolmentParts } from './parts.ts'

/** How long codes are remembered after they expired, so that a refusal can say why, ms. */
const REMEMBERED = 7 * 24 * 3_600_000

/** What a new code shall be. */
export interface CodeOrder {
  /** The only tablet it is for. */
  tablet?: string
  /** How many tablets it lets in. */
  uses: number
  /** How long it is good, ms. */
  lifetime: number
}

/** Codes are made, listed and withdrawn, never changed. */
export interface Codes {
  /** Make a code. `text` is the code itself, which nobody can ask for again. */
  makeCode(order: CodeOrder, by: Caller): Promise<{ text: string; code: ListedCode }>
  /** Latest first; those that expired a week ago are gone. */
  codes(): Promise<ListedCode[]>
  /**
   * Make a code good for nothing from now on; tablets that it let in stay.
   *
   * @returns `duplicate` when it was withdrawn before
   * @throws RelevoError `code-unknown`
   */
  withdrawCode(id: string, by: Caller): Promise<{ code: ListedCode; duplicate: boolean }>
}

/** Make a code, and log who did; the code itself is nowhere but in what this returns. */
export async function newCode(
  { store, secrets, world }: Pick<EnrolmentParts, 'store' | 'secrets' | 'world'>,
  { tablet, uses, lifetime }: CodeOrder,
  createdBy: string,
): Promise<{ text: string; code: EnrolmentCode }> {
  const at = world.now()
  const text = drawCode(secrets)
  const code: EnrolmentCode = {
    id: secrets.digest(secrets.draw()).slice(0, 8),
    hash: secrets.digest(readCode(text) ?? text),
    ...(tablet !== undefined && { tablet }),
    uses,
    used: 0,
    createdAt: at,
    createdBy,
    expiresAt: at + lifetime,
  }
  await store.addCode(code, at - REMEMBERED, codeEvent('code-made', code, at, createdBy))
  return { text, code }
}

export function createCodes({ store, secrets, world }: Pick<EnrolmentParts, 'store' | 'secrets' | 'world'>): Codes {
  const listed = ({ hash: _, ...code }: EnrolmentCode): ListedCode => ({
    ...code,
    state: codeState(code, world.now()),
  })

  return {
    async makeCode(order, by) {
      const { text, code } = await newCode({ store, secrets, world }, order, actorOf(by))
      return { text, code: listed(code) }
    },
    codes: async () => (await store.codes()).map(listed),
    async withdrawCode(id, by) {
      const code = (await store.codes()).find((one) => one.id === id)
      if (!code) throw new RelevoError('code-unknown', id)
      const at = world.now()
      const withdrawn = await store.withdrawCode(id, at, codeEvent('code-withdrawn', code, at, actorOf(by)))
      return { code: listed({ ...code, withdrawnAt: code.withdrawnAt ?? at }), duplicate: !withdrawn }
    },
  }
}
