import type { AlertRule, AlertState } from '@relevo/core/alerts'
import type { Alert, Lane } from '../fleet/alerts/alert.ts'
import type { AlertLaneRow, AlertRow } from './tables.ts'

export function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    rule: row.rule as AlertRule,
    environment: row.environment,
    since: row.since,
    firedAt: row.fired_at,
    ...(row.resolved_at !== null && { resolvedAt: row.resolved_at }),
    ...(row.acknowledged !== null && { acknowledged: JSON.parse(row.acknowledged) }),
    reading: JSON.parse(row.reading),
  }
}

export function fromAlert({ id, rule, environment, since, firedAt, ...alert }: Alert): AlertRow {
  return {
    id,
    rule,
    environment,
    since,
    fired_at: firedAt,
    resolved_at: alert.resolvedAt ?? null,
    acknowledged: alert.acknowledged ? JSON.stringify(alert.acknowledged) : null,
    reading: JSON.stringify(alert.reading),
  }
}

export function toLane({ rule, environment, state }: AlertLaneRow, alert: Alert | undefined): Lane {
  return {
    rule: rule as AlertRule,
    environment,
    state: JSON.parse(state) as AlertState,
    ...(alert && { alert }),
  }
}

export function fromLane({ rule, environment, state, alert }: Lane): AlertLaneRow {
  return { rule, environment, state: JSON.stringify(state), alert: alert?.id ?? null }
}
