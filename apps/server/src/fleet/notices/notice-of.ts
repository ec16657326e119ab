import { isTabletCode, SENTENCES } from '@relevo/core/errors'
import type { FleetEvent } from '../event.ts'
import { alertLines, alertWords } from './alert-words.ts'
import { type Notice, noticeWith, type Severity } from './notice.ts'
import { waveLines, waveWords } from './wave-words.ts'

type Words = [severity: Severity, title: string]

/**
 * What people are told of an event; `undefined` for one that is no news to anybody. Pure.
 *
 * @param home address of the server as people reach it, without a trailing slash
 * @example noticeOf(event, 'https://relevo.example')?.title // 'production: r2 is deployed'
 */
export function noticeOf(event: FleetEvent, home: string): Notice | undefined {
  const words = wordsOf(event)
  if (!words) return undefined
  const [severity, title] = words
  return noticeWith({ severity, title, lines: linesOf(event), link: linkTo(event.subject, home), event })
}

/** The page on a deployment or on alerts, else the dashboard. */
function linkTo({ kind, id }: FleetEvent['subject'], home: string): string {
  if (kind === 'alert') return `${home}/dashboard/#alerts`
  return kind === 'deployment' ? `${home}/dashboard/#deployment/${encodeURIComponent(id)}` : `${home}/dashboard/`
}

function wordsOf({ type, environment = '', subject, data, ...rest }: FleetEvent): Words | undefined {
  const { version, to, reason, approval, release, target } = data
  switch (type) {
    case 'deployment-requested':
      return approval === true ? ['warning', `${environment}: ${version} waits for approval`] : undefined
    case 'deployment-approved':
      return ['info', `${environment}: ${version} was approved`]
    case 'deployment-started':
      return ['info', `${environment}: ${version} is being deployed`]
    case 'deployment-succeeded':
      return ['success', `${environment}: ${version} is deployed`]
    case 'deployment-failed':
    case 'deployment-denied':
    case 'deployment-superseded':
      return failure(environment, version, reason)
    case 'deployment-rolling-back':
      return ['warning', `${environment}: going back from ${version} to ${to}`]
    case 'deployment-rolled-back':
      return ['warning', `${environment}: ${version} was taken back, ${to} is live again`]
    case 'deployment-rollback-failed':
      return ['critical', `${environment}: ${version} could not be taken back`]
    case 'tablet-stuck':
      return ['warning', `Tablet ${subject.id} is stuck ${target ? `on the way to ${target}` : `with ${release}`}`]
    case 'tablet-rolled-back':
      return ['warning', `Tablet ${subject.id} went back${target ? ` from ${target}` : ''} to ${release}`]
    case 'ladder-needs-hands':
      return ['critical', `Tablet ${subject.id} needs hands`]
    case 'release-blocked':
      return ['warning', `Release ${subject.id} is blocked`]
    case 'directive-given':
      return ['warning', `${environment}: every tablet is ordered to ${data.do}`]
    case 'alert-fired':
    case 'alert-resolved':
      return data.silenced === true ? undefined : alertWords(type, environment, data)
    default:
      return waveWords({ type, environment, subject, data, ...rest })
  }
}

/** A deployment that ended by somebody's will is no fault of the release. */
function failure(environment: string, version: unknown, reason: unknown): Words {
  switch (reason) {
    case 'superseded':
      return ['info', `${environment}: ${version} gave way to another deployment`]
    case 'denied':
      return ['warning', `${environment}: ${version} was denied`]
    case 'aborted':
      return ['warning', `${environment}: the deployment of ${version} was aborted`]
    default:
      return ['critical', `${environment}: the deployment of ${version} failed`]
  }
}

/** What is known besides, the most telling first. */
function linesOf({ type, at, actor, data }: FleetEvent): string[] {
  const { error, detail, reason, commit, ref, user, trigger, previous } = data
  const lines: string[] = []
  const say = (name: string, value: unknown) => value !== undefined && value !== '' && lines.push(`${name}: ${value}`)
  lines.push(...alertLines(type, data), ...waveLines({ type, data }))
  if (type === 'ladder-needs-hands') lines.push(`${data.text}`, `${data.advice}`)
  say('Reason', reason ?? error)
  if (isTabletCode(error)) lines.push(`${SENTENCES[error].message} ${SENTENCES[error].do}`)
  say('Detail', detail)
  if (type === 'deployment-started' || type === 'deployment-succeeded') say('Before', previous)
  say('Commit', ref === undefined ? commit : commit === undefined ? ref : `${commit} (${ref})`)
  say('By', actor)
  say('User', user)
  say('Trigger', trigger)
  say('When', new Date(at).toISOString())
  return lines
}
