import { type CodeOrder, newCode } from './codes.ts'
import type { EnrolmentParts } from './parts.ts'
import type { Proof } from './proof.ts'

/** How long a code is good that a tablet is given at once, ms. */
const LIFETIME = 5 * 60_000

/** Who made such a code, as the log says it. */
const MAKER = 'ladder'

/** Lets tablets in again that lost what they signed in with, such as to an app that wiped what the page stored. */
export interface Returning {
  /** Is there a credential in force for this tablet, whether or not it still has its secret? */
  isEnrolled(tablet: string): boolean
  /**
   * A code for this tablet alone, once, and for a few minutes. Whoever takes it is to tell nobody but the device of that
   * tablet.
   *
   * @returns `undefined` for a tablet that is not enrolled: who was never let in, or was put out, is let in by a person
   */
  codeFor(tablet: string): Promise<string | undefined>
}

export function createReturning(parts: EnrolmentParts, proof: Proof): Returning {
  const isEnrolled = (tablet: string) => proof.ofTablet(tablet).length > 0
  return {
    isEnrolled,
    async codeFor(tablet) {
      if (!isEnrolled(tablet)) return undefined
      const order: CodeOrder = { tablet, uses: 1, lifetime: LIFETIME }
      return (await newCode(parts, order, MAKER)).text
    },
  }
}
