import type { Report } from '@relevo/core/protocol'
import { engineOf } from '@relevo/core/release'
import type { FastifyRequest } from 'fastify'
import { bearerIn } from './bearer.ts'
import type { HttpParts } from './http-parts.ts'

/** As much of a User-Agent as is looked at, characters. */
const USER_AGENT = 256
/** Nothing longer is a secret of ours. */
const LONGEST_SECRET = 256

/**
 * Take in a check-in, if whoever sends it is the tablet that it names; else remember a stranger. A proxy that passed it on and
 * is not trusted is remembered for the doctor.
 *
 * @returns whether it was taken in
 */
export async function takeCheckIn(
  report: Report,
  request: FastifyRequest,
  { fleet, enrolment, kiosks, strangeProxies }: Pick<HttpParts, 'fleet' | 'enrolment' | 'kiosks' | 'strangeProxies'>,
): Promise<boolean> {
  const { address, strangeProxy } = request
  const { host, authorization, 'user-agent': said = '' } = request.headers
  const shown = bearerIn(authorization)
  const secret = shown !== undefined && shown.length <= LONGEST_SECRET ? shown : undefined
  const userAgent = said.slice(0, USER_AGENT)
  const engine = engineOf(userAgent)
  const admitted = enrolment.admit(report, secret, address)
  try {
    if (admitted && (await fleet.checkIn(admitted.report, host, engine, admitted.isRenamed))) {
      kiosks.checkedIn(report.tablet, address, userAgent)
      // Of tablets alone that are heard: anybody could write that header.
      strangeProxies.checkedIn(strangeProxy)
      return true
    }
  } catch (error) {
    // A tablet must not lose its news over telemetry; what it said is kept in memory for the next write.
    request.log.error({ err: error, tablet: report.tablet }, 'A check-in could not be written')
    return true
  }
  enrolment.see({
    report,
    address,
    ...(userAgent && { userAgent }),
    ...(engine && { engine }),
    hadSecret: secret !== undefined,
  })
  return false
}
