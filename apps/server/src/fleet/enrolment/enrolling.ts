import type { Enrolled, EnrolmentRequest } from '@relevo/core/protocol'
import type { NewEvent } from '../event.ts'
import { codeState, type EnrolmentCode, readCode } from './code.ts'
import type { Credential } from './credential.ts'
import type { Issuing } from './issuing.ts'
import type { EnrolmentParts } from './parts.ts'
import type { Proof } from './proof.ts'
import type { Refusal, Refusals } from './refusals.ts'

/** What a tablet came in with: the site key, or a code. */
type Means = Pick<EnrolmentCode, 'id'> | 'key'

/** Tablets that let themselves in, with a code or the site key. */
export interface Enrolling {
  /**
   * Give a tablet a secret. One that it had before is good for nothing from then on. Asked again with the same code or key
   * before the secret was ever used, since an answer can get lost, it gives another one.
   *
   * @param from the address the call came from, for the log
   * @throws RelevoError `enrolment-refused`; `credential-exists` when a site key would take over a tablet
   */
  enrol(request: EnrolmentRequest, from: string): Promise<Enrolled>
}

/** @param siteKey absent = codes only */
export function createEnrolling(
  { store, secrets, world, inTurn, namesOf }: EnrolmentParts,
  proof: Proof,
  issuing: Issuing,
  refusals: Refusals,
  siteKey: string | undefined,
): Enrolling {
  const rightKey = siteKey === undefined ? undefined : secrets.digest(siteKey)

  const give = async (tablet: string, means: Means, replaced: readonly Credential[], isCounted = true) => {
    const event = ({ createdAt: at, id: credential }: Credential): NewEvent => {
      const came = means === 'key' ? { means } : { means: 'code', madeWith: means.id }
      const data = { ...came, credential, ...(replaced.length > 0 && { replaced: true }) }
      return { at, type: 'tablet-enrolled', subject: { kind: 'tablet', id: tablet }, data }
    }
    const order = { kind: 'tablet', name: tablet, createdBy: makerOf(means), replaced, event } as const
    const code = isCounted && means !== 'key' && { code: means.id }
    const issued = await issuing.issue({ ...order, ...code })
    return issued ? { tablet, secret: issued.secret } : 'code-used-up'
  }

  const withCode = async (tablet: string, text: string): Promise<Enrolled | Refusal> => {
    const read = readCode(text)
    const code = read === undefined ? undefined : await store.codeWithHash(secrets.digest(read))
    if (!code) return 'code-unknown'
    if (code.tablet !== undefined && !namesOf(code.tablet).includes(tablet)) return 'code-of-another'
    const inForce = proof.ofTablet(tablet)
    const isAgain = inForce.some((one) => isUnused(one, code))
    const state = codeState(code, world.now())
    if (state === 'good' || (state === 'used-up' && isAgain)) return give(tablet, code, inForce, !isAgain)
    return `code-${state}`
  }

  const withKey = async (tablet: string, key: string): Promise<Enrolled | Refusal> => {
    if (rightKey === undefined) return 'key-off'
    if (!secrets.same(secrets.digest(key), rightKey)) return 'key-wrong'
    const inForce = proof.ofTablet(tablet)
    return inForce.every((one) => isUnused(one, 'key')) ? give(tablet, 'key', inForce) : 'key-takes-nothing-over'
  }

  return {
    async enrol(request, from) {
      const { tablet } = request
      // One after the other: two at once would both find the place free.
      const outcome = await inTurn(() =>
        'code' in request ? withCode(tablet, request.code) : withKey(tablet, request.key),
      )
      return typeof outcome === 'string' ? refusals.refuse(tablet, outcome, from) : outcome
    },
  }
}

/** The answer with this one was lost, as far as is known: nobody has come with it. */
function isUnused(one: Credential, means: Means): boolean {
  return one.createdBy === makerOf(means) && one.lastUsedAt === undefined
}

/** Who made a credential that nobody with a token made. */
function makerOf(means: Means): string {
  return means === 'key' ? 'site key' : `code ${means.id}`
}
