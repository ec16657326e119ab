import { RelevoError } from '@relevo/core/errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../fleet/access/caller.ts'
import { siteOf } from '../fleet/ip.ts'
import type { App } from './http-parts.ts'
import type { LimitSettings } from './limit-settings.ts'

const MINUTE = 60_000

type Check = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Each throws RelevoError `too-many-requests`, and sets `Retry-After`, when there were too many in this minute. */
export interface Limits {
  /** Count a call of a known caller. */
  call: Check
  /** Count a try to sign in. */
  signIn: Check
  /** Count a wrong token. */
  wrongGuess: Check
  /** May this address try another token? Counts nothing. */
  mayGuess: Check
  /** Count a wrong signature of a webhook; they are no guesses at a token, and cost those nothing. */
  wrongSignature: Check
  /** May this address send another signature? Counts nothing. */
  maySign: Check
  /** Count a tablet that wants to enrol. */
  enrolment: Check
  /** Count a wrong code or site key, for its address and for all. */
  wrongEnrolment: Check
  /** May this address try another code or key? Counts nothing. */
  mayEnrol: Check
}

/** @param api with @fastify/rate-limit */
export function createLimits(api: App, settings: LimitSettings): Limits {
  const bySite = ({ address }: FastifyRequest) => siteOf(address)
  const byCaller = (request: FastifyRequest) => (request.caller ? keyOf(request.caller) : bySite(request))
  const calls = api.createRateLimit({ max: settings.calls, timeWindow: MINUTE, keyGenerator: byCaller })
  const signIns = api.createRateLimit({ max: settings.signIns, timeWindow: MINUTE, keyGenerator: bySite })
  const guesses = api.createRateLimit({ max: settings.guesses, timeWindow: MINUTE, keyGenerator: bySite })
  const signatures = api.createRateLimit({ max: settings.guesses, timeWindow: MINUTE, keyGenerator: bySite })
  const all = () => 'all'
  const enrolments = api.createRateLimit({ max: settings.enrolments, timeWindow: MINUTE, keyGenerator: all })
  const enrolGuesses = api.createRateLimit({ max: settings.enrolGuesses, timeWindow: MINUTE, keyGenerator: bySite })
  const allEnrolGuesses = api.createRateLimit({ max: settings.allEnrolGuesses, timeWindow: MINUTE, keyGenerator: all })

  const counting =
    (limit: typeof calls): Check =>
    async (request, reply) => {
      const found = await limit(request)
      if (!found.isAllowed && found.isExceeded) refuse(reply, found.ttlInSeconds)
    }

  const looking =
    (limit: typeof calls): Check =>
    async (request, reply) => {
      const found = await limit(request, { increment: false })
      if (!found.isAllowed && found.remaining === 0) refuse(reply, found.ttlInSeconds)
    }

  return {
    call: counting(calls),
    signIn: counting(signIns),
    wrongGuess: counting(guesses),
    mayGuess: looking(guesses),
    wrongSignature: counting(signatures),
    maySign: looking(signatures),
    enrolment: counting(enrolments),
    wrongEnrolment: each(counting(enrolGuesses), counting(allEnrolGuesses)),
    mayEnrol: each(looking(enrolGuesses), looking(allEnrolGuesses)),
  }
}

function each(...checks: Check[]): Check {
  return async (request, reply) => {
    for (const check of checks) await check(request, reply)
  }
}

/** Who a call is counted for; every page that is signed in counts for itself. */
function keyOf(caller: Caller): string {
  if (caller.kind === 'session') return `session ${caller.hash}`
  return caller.kind === 'token' ? `token ${caller.id}` : 'root'
}

function refuse(reply: FastifyReply, seconds: number): never {
  const wait = Math.max(1, seconds)
  reply.header('retry-after', wait)
  throw new RelevoError('too-many-requests', `again in ${wait} s`)
}
