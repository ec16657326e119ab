import type { ErrorCode, RelevoError } from '@relevo/core/errors'
import type { EnrolmentRequest, readEnrolled } from '@relevo/core/protocol'
import type { Access } from '../access-state.ts'
import type { fetchInTime } from '../fetch-in-time.ts'
import type { Ports } from '../ports.ts'
import type { LaunchCode } from './launch-code.ts'

/** The page, as far as it enrols. */
interface Host {
  tablet: string
  /** Where it enrols. */
  url: string
  /** The key of its site. */
  key: string | undefined
  code: LaunchCode
  /** Without an `access`: what the server has said last. */
  show(access?: Access, refusal?: string): void
  got(secret: string): void
}

/** What the page has loaded already. */
export interface Tools {
  RelevoError: typeof RelevoError
  fetchInTime: typeof fetchInTime
  readEnrolled: typeof readEnrolled
}

export interface Enroller {
  /** Redeem a code that a person has typed. @throws RelevoError as `UpdateManager.enrol` */
  byCode(code: string): Promise<void>
  /**
   * Redeem what there is: the code of the launch URL, or the key of the site. What failed a moment ago is not tried again
   * yet.
   *
   * @param byKey the server has just said that this tablet has to enrol
   */
  goOn(byKey: boolean): Promise<void>
}

type By = { code: string } | { key: string }

/** From the first failure to the next try, and at most, in milliseconds; twice as long each time. */
const FIRST = 30_000
const MOST = 3_600_000
/** The same request may have another answer later: the server was away, or had too much to do. */
const PASSING: readonly string[] = ['network', 'server-error', 'too-many-requests', 'internal']

export function enrollerOf(
  { tablet, url, key, code, show, got }: Host,
  ports: Ports,
  { RelevoError, fetchInTime, readEnrolled }: Tools,
): Enroller {
  const { clock } = ports
  let failures = 0
  let notBefore = 0
  let isBusy = false
  let turn: Promise<unknown> = Promise.resolve()

  async function ask(by: By): Promise<string> {
    const request: EnrolmentRequest = { tablet, ...by }
    const { status, text } = await fetchInTime(ports, url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    })
    const answer = readEnrolled(text)
    if (answer?.tablet === tablet) return answer.secret
    const { code, detail } = errorIn(text)
    throw new RelevoError(code ?? 'server-error', code ? detail : `enrol: ${status}`)
  }

  async function tryOnce(by: By): Promise<void> {
    show('enrolling')
    try {
      got(await ask(by))
      failures = notBefore = 0
    } catch (error) {
      show(undefined, (error as RelevoError).code)
      throw error
    }
  }

  /** One at a time: a code and the key at once would make two secrets, of which one is good. */
  function redeem(by: By): Promise<void> {
    const mine = turn.then(() => tryOnce(by))
    turn = mine.catch(() => undefined) // that failure is its caller's
    return mine
  }

  /** Whether it has come to an end, good or bad. */
  async function again(by: By): Promise<boolean> {
    isBusy = true
    try {
      await redeem(by)
      return true
    } catch (error) {
      notBefore = clock.now() + Math.min(FIRST * 2 ** failures++, MOST) * (0.5 + clock.random() / 2)
      return !PASSING.includes((error as RelevoError).code)
    } finally {
      isBusy = false
    }
  }

  return {
    byCode: (code) => redeem({ code: code.trim() }),
    async goOn(byKey) {
      if (isBusy || clock.now() < notBefore) return
      const waiting = code.waiting()
      if (waiting) {
        if (await again({ code: waiting })) code.used(waiting)
      } else if (byKey && key) await again({ key })
    },
  }
}

/** What the server says is wrong; nothing, if it is no server of ours. */
function errorIn(text: string): { code?: ErrorCode; detail?: string } {
  try {
    return JSON.parse(text).error ?? {}
  } catch {
    return {}
  }
}
