import { isTabletCode, type TabletCode } from '../errors/codes.ts'
import { isVersion, type Version } from '../release/version.ts'
import { isPatchOutcome, type PatchOutcome } from './patch-outcome.ts'
import { isTabletId } from './topics.ts'
import { parse } from './version-json.ts'

/** What a tablet can be doing; the phases of `core/update`, as they are said on the wire. */
export const PHASES = [
  'current',
  'trial',
  'downloading',
  'backing_off',
  'staged',
  'switching',
  'rolled_back',
  'stuck',
] as const
export type Phase = (typeof PHASES)[number]

/** What the running page says of its tablet. The release it *reports*, never the one it was told to run. */
export interface Report {
  tablet: string
  release: Version
  phase: Phase
  /** The release it is on its way to, or went back from. */
  target?: Version | undefined
  /** Share of the download, 0 to 100. */
  progress?: number | undefined
  error?: TabletCode | undefined
  /** A short, human detail of `error`; at most 200 characters. */
  detail?: string | undefined
  /** How a release patch to `target`, or else to `release`, did here. */
  patch?: PatchOutcome | undefined
  /** The id that this page went by before, until the server has heard of it. */
  was?: string | undefined
}

/** A status message: a report, or the last will of a connection that broke. */
export type Status = ({ online: true } & Report) | { online: false; tablet: string }

/** Read a status payload; anything that is not one is `undefined`. */
export function readStatus(text: string): Status | undefined {
  const value = parse(text)
  if (!value || !isTabletId(value.tablet)) return undefined
  if (value.online === false) return { online: false, tablet: value.tablet }
  const report = readReport(value)
  return report && { online: true, ...report }
}

/**
 * Read a report from a parsed object or a query. A tablet, release, phase, target or error that is not legal makes it
 * `undefined`; a progress, detail, patch or `was` that is not is left out.
 */
export function readReport(value: Record<string, unknown>): Report | undefined {
  const { tablet, release, target, error, detail, patch, was } = value
  const phase = value.phase ?? 'current'
  if (!isTabletId(tablet) || !isVersion(release) || !PHASES.includes(phase as Phase)) return undefined
  if (target !== undefined && !isVersion(target)) return undefined
  if (error !== undefined && !isTabletCode(error)) return undefined
  const report: Report = { tablet, release, phase: phase as Phase }
  if (target !== undefined) report.target = target
  if (error !== undefined) report.error = error
  const progress = shareOf(value.progress)
  if (progress !== undefined) report.progress = progress
  if (typeof detail === 'string' && detail) report.detail = detail.slice(0, 200)
  if (isPatchOutcome(patch)) report.patch = patch
  if (isTabletId(was) && was !== tablet) report.was = was
  return report
}

/** A share in percent: a number, or its text in a query. */
function shareOf(value: unknown): number | undefined {
  const share = typeof value === 'string' && value.trim() ? Number(value) : value
  return typeof share === 'number' && share >= 0 && share <= 100 ? share : undefined
}

/**
 * A check-in: the poll of `version.json` with the report in its query.
 *
 * @example checkInUrl('http://host/config/version.json', { tablet: 'lobby-1', release: 'r1', phase: 'current' })
 */
export function checkInUrl(versionUrl: string, report: Partial<Report>): string {
  const url = new URL(versionUrl)
  for (const [key, value] of Object.entries(report)) {
    if (value !== undefined) url.searchParams.set(key, String(value))
  }
  return url.href
}
