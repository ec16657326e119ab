import type { Migration } from 'kysely/migration'
import { start } from './0001-start.ts'
import { emergency } from './0002-emergency.ts'
import { stuck } from './0003-stuck.ts'
import { deployments } from './0004-deployments.ts'
import { notices } from './0005-notices.ts'
import { access } from './0006-access.ts'
import { webhooks } from './0007-webhooks.ts'
import { waves } from './0008-waves.ts'
import { tablets } from './0009-tablets.ts'
import { history } from './0010-history.ts'
import { alerts } from './0011-alerts.ts'
import { credentials } from './0012-credentials.ts'
import { kiosks } from './0013-kiosks.ts'
import { ladders } from './0014-ladders.ts'
import { patches } from './0015-patches.ts'

/** Every migration by its name, which is also its place in the order. Forward only; one that was released never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-start': start,
  '0002-emergency': emergency,
  '0003-stuck': stuck,
  '0004-deployments': deployments,
  '0006-access': access,
  '0005-notices': notices,
  '0007-webhooks': webhooks,
  '0008-waves': waves,
  '0011-alerts': alerts,
  '0014-ladders': ladders,
  '0015-patches': patches,
  '0010-history': history,
  '0009-tablets': tablets,
  '0012-credentials': credentials,
  '0013-kiosks': kiosks,
}
