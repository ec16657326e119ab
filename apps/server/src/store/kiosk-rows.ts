import type { App } from '@relevo/core/kiosk'
import type { Kiosk, Standing } from '../fleet/kiosks/kiosk.ts'
import type { KioskRow } from './tables.ts'

export function toKiosk({ base, device, ...row }: KioskRow): Kiosk {
  return {
    id: row.id,
    standing: row.standing as Standing,
    app: row.app as App,
    ...(row.name !== null && { name: row.name }),
    ...(base !== null && { place: { base, ...(device !== null && { device }) } }),
    ...(row.rest_url !== null && { restUrl: row.rest_url }),
    ...(row.secret !== null && { secret: row.secret }),
    ...(row.link !== null && { link: JSON.parse(row.link) }),
    facts: JSON.parse(row.facts),
    ...(row.found_by !== null && { foundBy: row.found_by as NonNullable<Kiosk['foundBy']> }),
    ...(row.client_id !== null && { clientId: row.client_id }),
    since: row.since,
    ...(row.last_heard !== null && { lastHeard: row.last_heard }),
  }
}

export function fromKiosk({ id, standing, app, place, facts, since, ...kiosk }: Kiosk): KioskRow {
  return {
    id,
    standing,
    app,
    name: kiosk.name ?? null,
    base: place?.base ?? null,
    device: place?.device ?? null,
    rest_url: kiosk.restUrl ?? null,
    secret: kiosk.secret ?? null,
    link: kiosk.link ? JSON.stringify(kiosk.link) : null,
    facts: JSON.stringify(facts),
    found_by: kiosk.foundBy ?? null,
    client_id: kiosk.clientId ?? null,
    since,
    last_heard: kiosk.lastHeard ?? null,
  }
}
