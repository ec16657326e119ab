import type { Report } from '@relevo/core/protocol'
import type { AccessMode, EnrolmentParts } from './parts.ts'
import type { Proof } from './proof.ts'
import type { Sighting } from './strangers.ts'

/** A report that is heard. */
interface Admitted {
  report: Report
  /** The page has another id than last time, and the secret of that one: the two are one tablet. */
  isRenamed: boolean
}

/** Which reports are heard. */
export interface Admitting {
  /**
   * Is a report heard that comes with this secret? A claim in it (`was`) that the secret does not prove is taken out.
   *
   * @param address it comes from
   * @returns `undefined` when it is not: whoever sent it is told what anybody is told
   */
  admit(report: Report, secret: string | undefined, address: string): Admitted | undefined
  /** Remember somebody who was not let in. */
  see(sighting: Sighting): void
  /** Does whoever speaks for this tablet need a secret? */
  isGuarded(tablet: string): boolean
}

export function createAdmitting(
  { world, strangers, hasReported, namesOf }: Pick<EnrolmentParts, 'world' | 'strangers' | 'hasReported' | 'namesOf'>,
  proof: Proof,
  mode: AccessMode,
): Admitting {
  const isGuarded = (tablet: string) => mode === 'enrolled' || proof.ofTablet(tablet).length > 0

  const withoutClaim = ({ was: _, ...report }: Report): Report => report
  /** A tablet that is known by its own secret may take over another's past only with that one's secret too. */
  const proven = (report: Report, secret: string | undefined): Report => {
    const { was } = report
    if (was === undefined || !isGuarded(was) || proof.among(proof.ofTablet(was), secret)) return report
    return withoutClaim(report)
  }

  return {
    isGuarded,
    admit(report, secret, address) {
      const own = proof.ofTablet(report.tablet)
      if (own.length > 0) {
        if (!proof.among(own, secret)) return undefined
        // A check-in that was on its way when it was let in came after that, without a secret.
        strangers.met(namesOf(report.tablet), address, world.now())
        return { report: proven(report, secret), isRenamed: false }
      }
      // A name that another tablet goes by is not to be had by renaming oneself: that takes a code, or a person who merges both.
      if (report.was !== undefined && !hasReported(report.tablet) && proof.among(proof.ofTablet(report.was), secret)) {
        return { report, isRenamed: true }
      }
      return mode === 'open' ? { report: proven(report, secret), isRenamed: false } : undefined
    },
    see: (sighting) => strangers.see(sighting, world.now()),
  }
}
