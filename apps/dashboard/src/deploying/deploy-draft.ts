import { type Fault, readNumber } from './number-field.ts'
import { type PaceField, paceOf } from './pace.ts'
import type { OnError, Plan, WavePlan } from './plan.ts'
import { type WaveDraft, type WaveField, waveDraftOf, wavePlanOf } from './wave-draft.ts'

/** What is to be deployed, and how, as it stands in the form: everything as it was typed. */
export interface DeployDraft {
  version: string
  environment: string
  /** `configured`: as the environment's rules have it. */
  how: 'configured' | 'all' | 'canary' | 'blue-green'
  waves: WaveDraft[]
  onError: OnError
  /** Slots; empty: as many as there are. */
  atOnce: string
  /** Minutes, and a number of offers; empty: as is usual. */
  timeout: string
  verify: string
  patience: string
  maxOffers: string
  /** Minutes; empty: a person switches. */
  autoPromote: string
  /** Local time, as the browser's field has it; empty: now. */
  startAt: string
  force: boolean
  notes: string
}

/** Where one begins who has no plan yet: a few, a quarter, everybody. */
const USUAL_WAVES = [5, 25, 100].map((percent, i) => waveDraftOf({ percent }, i + 1))

/** The form before anybody typed: as the environment's rules have it, and three waves for whoever wants others. */
export function newDraft(version: string, environment: string): DeployDraft {
  return {
    version,
    environment,
    how: 'configured',
    waves: USUAL_WAVES,
    onError: 'pause',
    atOnce: '',
    timeout: '',
    verify: '',
    patience: '',
    maxOffers: '',
    autoPromote: '',
    startAt: '',
    force: false,
    notes: '',
  }
}

/** What the API is told. */
export interface DeployOrder extends Partial<Plan> {
  version: string
  environment: string
  startAt?: string
  force?: boolean
  notes?: string
}

/** Those fields of the form that can be wrong, besides those of waves. */
export type DeployField = 'version' | 'waves' | 'autoPromote' | 'startAt' | PaceField

/** What is wrong, by field; those of waves by their key. */
export interface DeployFaults {
  fields: Map<DeployField, Fault>
  waves: Map<number, Map<WaveField, Fault>>
}

/**
 * The order that the form asks for.
 *
 * @param now to tell a start that is past, in milliseconds since the epoch
 * @returns the order, or what keeps it from being one
 */
export function orderOf(draft: DeployDraft, now: number): { order: DeployOrder } | { faults: DeployFaults } {
  const faults: DeployFaults = { fields: new Map(), waves: new Map() }
  const { version, environment, how, force, notes } = draft
  if (version === '') faults.fields.set('version', { is: 'missing' })
  const order: DeployOrder = {
    version,
    environment,
    ...(how !== 'configured' && { strategy: how }),
    ...(how === 'canary' && canaryOf(draft, faults)),
    ...(how === 'blue-green' && blueGreenOf(draft, faults)),
    ...startOf(draft, now, faults),
    ...(force && { force }),
    ...(notes.trim() !== '' && { notes: notes.trim() }),
  }
  return faults.fields.size + faults.waves.size > 0 ? { faults } : { order }
}

function canaryOf(draft: DeployDraft, faults: DeployFaults): Partial<Plan> {
  const { waves, onError } = draft
  if (waves.length === 0) faults.fields.set('waves', { is: 'missing' })
  const planned: WavePlan[] = []
  const highest = { percent: 0, count: 0 }
  for (const wave of waves) {
    const plan = wavePlanOf(wave)
    const fault = plan instanceof Map ? plan : fallingOf(plan, highest)
    if (fault instanceof Map) faults.waves.set(wave.key, fault)
    else planned.push(fault)
  }
  return { waves: planned, onError, ...paceOf(draft, faults.fields) }
}

/** A wave counts those before it in: one that does not reach further takes in nobody. */
function fallingOf(plan: WavePlan, highest: { percent: number; count: number }): WavePlan | Map<WaveField, Fault> {
  for (const by of ['percent', 'count'] as const) {
    const amount = plan[by]
    if (amount === undefined) continue
    if (amount <= highest[by]) return new Map([['amount', { is: 'rising', min: highest[by] }]])
    highest[by] = amount
  }
  return plan
}

function blueGreenOf({ autoPromote }: DeployDraft, faults: DeployFaults): Partial<Plan> {
  if (autoPromote.trim() === '') return {}
  const minutes = readNumber(autoPromote, { min: 0, max: 7 * 24 * 60 })
  if (typeof minutes === 'number') return { autoPromote: Math.round(minutes * 60) }
  faults.fields.set('autoPromote', minutes)
  return {}
}

function startOf({ startAt }: DeployDraft, now: number, faults: DeployFaults): { startAt?: string } {
  if (startAt === '') return {}
  const at = new Date(startAt)
  if (Number.isNaN(at.getTime())) faults.fields.set('startAt', { is: 'moment' })
  else if (at.getTime() <= now) faults.fields.set('startAt', { is: 'past' })
  else return { startAt: at.toISOString() }
  return {}
}
