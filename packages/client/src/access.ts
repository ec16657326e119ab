import { RelevoError } from '@relevo/core/errors'
import { ENROL_PATH, isSecret, readEnrolled } from '@relevo/core/protocol'
import type { Access, AccessState } from './access-state.ts'
import type { Enroller, Tools } from './enrolment/enroller.ts'
import { launchCode } from './enrolment/launch-code.ts'
import { fetchInTime } from './fetch-in-time.ts'
import { formerId } from './identity.ts'
import { listen } from './listen.ts'
import type { Ports } from './ports.ts'

const SECRET = 'relevo.secret'

interface Tablet {
  tablet: string
  versionUrl: string
  /** The key of its site. */
  key: string | undefined
  /** How it stands is something else now. */
  changed(): void
  /** It has a secret that it did not have before. */
  enrolled(): void
}

export interface AccessWatch {
  state: AccessState
  /** Has the server no ear for this tablet, as far as it has said? */
  isStrange(): boolean
  /** What this tablet signs in with at this server. */
  secret(): string | undefined
  /** The server has answered. @param wanted it did not hear the tablet @param signed what it was asked with */
  heard(wanted: boolean, signed: string | undefined): void
  /** @throws RelevoError as `UpdateManager.enrol` */
  enrol(code: string): Promise<void>
  stop(): void
}

/**
 * What the entry has and the enroller needs: handed over, because a chunk of what both import would cost every start more
 * than the enroller is large.
 */
const TOOLS: Tools = { RelevoError, fetchInTime, readEnrolled }

/** Watch whether this tablet has to enrol, and have it do so. What that takes is fetched when it is needed, as a rule once in its life. */
export function watchAccess({ tablet, versionUrl, key, changed, enrolled }: Tablet, ports: Ports): AccessWatch {
  const { keep, view } = ports
  const url = new URL(ENROL_PATH, versionUrl)
  const code = launchCode(view, keep)
  // A secret is its tablet's and its server's: neither another tablet's name nor another server may be shown it.
  const ownerOf = (tablet: string) => `${tablet}@${url.origin}`
  let known: Access | undefined
  let loading: Promise<Enroller> | undefined

  function show(access = known, refusal?: string): void {
    watch.state = { access, refusal }
    changed()
  }

  function hold(secret: string): void {
    keep.set(SECRET, `${ownerOf(tablet)} ${secret}`, true)
  }

  const kept = () => keep.get(SECRET).split(' ')

  function got(secret: string): void {
    hold(secret)
    known = 'enrolled'
    show()
    enrolled()
  }

  function enroller(): Promise<Enroller> {
    loading ??= import('./enrolment/enroller.ts').then(
      ({ enrollerOf }) => enrollerOf({ tablet, url: url.href, key, code, show, got }, ports, TOOLS),
      (cause) => {
        loading = undefined
        throw new RelevoError('network', String(cause))
      },
    )
    return loading
  }

  function goOn(wanted: boolean): void {
    if (!wanted && !code.waiting()) return
    enroller().then(
      (enroller) => enroller.goOn(wanted),
      () => undefined, // its chunk could not be fetched: tried again with the next answer
    )
  }

  /** A code must be out of the address before anybody publishes it, or a router takes it for a route. */
  function look(): void {
    code.take()
    goOn(false)
  }

  const watch: AccessWatch = {
    state: { access: known, refusal: undefined },
    isStrange: () => known === 'wanted',
    secret() {
      const [whose, secret] = kept()
      // Under a new id the secret of the one before proves that both are one tablet, until the server has heard it.
      const isOurs = [tablet, formerId(keep)].some((id) => id && whose === ownerOf(id))
      return isOurs && isSecret(secret) ? secret : undefined
    },
    heard(wanted, signed) {
      const [whose, secret] = kept()
      if (!wanted && signed && secret === signed && whose !== ownerOf(tablet)) hold(signed)
      const { access, refusal } = watch.state
      const before = known
      known = wanted ? 'wanted' : signed ? 'enrolled' : 'open'
      if (known !== before) show(access === 'enrolling' ? access : known, wanted ? refusal : undefined)
      // Another page of this tablet may have enrolled it meanwhile.
      goOn(wanted && key !== undefined && watch.secret() === signed)
    },
    enrol: async (code) => (await enroller()).byCode(code),
    // A kiosk app that is given a launch URL which differs in its code alone does not load the page anew.
    stop: listen(view, 'hashchange', look),
  }
  look()
  return watch
}
