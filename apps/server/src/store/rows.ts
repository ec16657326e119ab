import type { TabletCode } from '@relevo/core/errors'
import type { Directive, Phase } from '@relevo/core/protocol'
import { type Engine, type EngineFloor, readManifest } from '@relevo/core/release'
import type { Insertable, Selectable } from 'kysely'
import type { Environment } from '../fleet/environment.ts'
import type { EventType, FleetEvent, NewEvent, Subject } from '../fleet/event.ts'
import type { TriedPatch } from '../fleet/packing/tried-patch.ts'
import type { Release, ReleaseSummary } from '../fleet/release.ts'
import type { Reloads } from '../fleet/reload-budget.ts'
import type { Standing } from '../fleet/standing.ts'
import type { Stuck } from '../fleet/stuck.ts'
import type { Tablet } from '../fleet/tablet.ts'
import type { EnvironmentRow, EventRow, ReleaseRow, TabletRow } from './tables.ts'

/** An object without the keys whose value is null: a row's NULL is a domain object's absent field. */
function present<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null)) as never
}

/** What `json` wrote: whatever is in the database was read at the door. */
function parsed<T>(text: string | null): T | null {
  return text === null ? null : JSON.parse(text)
}

function json(value: object | undefined): string | null {
  return value ? JSON.stringify(value) : null
}

type SummaryRow = Omit<ReleaseRow, 'manifest' | 'blocked_at' | 'retry'>

export function toSummary(row: SummaryRow): ReleaseSummary {
  const { version, notes, commit, bytes, files, published_at: publishedAt } = row
  const engines = parsed<EngineFloor>(row.engines)
  return { version, bytes, files, publishedAt, ...present({ notes, commit, engines }) }
}

export function toRelease(row: ReleaseRow): Release {
  return { ...toSummary(row), manifest: readManifest(JSON.parse(row.manifest)) }
}

export function fromRelease({ manifest, notes, commit, publishedAt, engines, ...same }: Release): ReleaseRow {
  return {
    ...same,
    manifest: JSON.stringify(manifest),
    notes: notes ?? null,
    commit: commit ?? null,
    published_at: publishedAt,
    blocked_at: null,
    retry: null,
    engines: json(engines),
  }
}

export function toStanding(row: Pick<ReleaseRow, 'version' | 'blocked_at' | 'retry'>): Standing {
  const { version, blocked_at: blockedAt, retry } = row
  return { version, ...present({ blockedAt, retry }) }
}

export function toEnvironment(row: EnvironmentRow): Environment {
  const { name, force, current, deployment, retry, notes, changed_at: changedAt, directive, directive_id: id } = row
  return {
    name,
    force: force === 1,
    ...present({ current, deployment, retry, notes, changedAt }),
    ...(directive !== null && id !== null && { directive: { do: directive as Directive['do'], id } }),
  }
}

export function fromEnvironment(environment: Environment): EnvironmentRow {
  const { name, force, current, deployment, retry, notes, changedAt, directive } = environment
  return {
    name,
    current: current ?? null,
    force: force ? 1 : 0,
    retry: retry ?? null,
    changed_at: changedAt ?? null,
    notes: notes ?? null,
    directive: directive?.do ?? null,
    directive_id: directive?.id ?? null,
    deployment: deployment ?? null,
  }
}

export function toTablet(row: TabletRow): Tablet {
  const { id, environment, release, phase, target, progress, error, rollback_code: rollback } = row
  return {
    id,
    environment,
    release,
    releaseSince: row.release_since,
    phase: phase as Phase,
    ...present({ target, progress }),
    ...(error !== null && {
      error: {
        code: error as TabletCode,
        at: row.error_at ?? row.last_seen,
        ...present({ detail: row.error_detail, target: row.error_target }),
      },
    }),
    ...(rollback !== null && {
      rollback: { code: rollback as TabletCode, ...present({ target: row.rollback_target }) },
    }),
    ...present({
      stuck: parsed<Stuck>(row.stuck),
      reloads: parsed<Reloads>(row.reloads),
      withoutWorker: row.without_worker as TabletCode | null,
      engine: parsed<Engine>(row.engine),
      patch: parsed<TriedPatch>(row.patch),
    }),
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    online: row.online === 1,
  }
}

export function fromTablet(tablet: Tablet): TabletRow {
  const { id, environment, release, phase, error, rollback, stuck, reloads, engine, patch } = tablet
  return {
    id,
    environment,
    release,
    release_since: tablet.releaseSince,
    phase,
    target: tablet.target ?? null,
    progress: tablet.progress ?? null,
    error: error?.code ?? null,
    error_detail: error?.detail ?? null,
    error_target: error?.target ?? null,
    error_at: error?.at ?? null,
    rollback_code: rollback?.code ?? null,
    rollback_target: rollback?.target ?? null,
    first_seen: tablet.firstSeen,
    last_seen: tablet.lastSeen,
    online: tablet.online ? 1 : 0,
    stuck: json(stuck),
    reloads: json(reloads),
    without_worker: tablet.withoutWorker ?? null,
    engine: json(engine),
    patch: json(patch),
  }
}

export function toEvent(row: Selectable<EventRow>): FleetEvent {
  return {
    seq: row.seq,
    at: row.at,
    type: row.type as EventType,
    ...present({ environment: row.environment, actor: row.actor }),
    subject: { kind: row.subject_kind as Subject['kind'], id: row.subject_id },
    data: JSON.parse(row.data),
  }
}

export function fromEvent({ at, type, environment, subject, data, actor }: NewEvent): Insertable<EventRow> {
  return {
    at,
    type,
    environment: environment ?? null,
    subject_kind: subject.kind,
    subject_id: subject.id,
    data: JSON.stringify(data),
    actor: actor ?? null,
  }
}
