import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { AccessStore } from '../fleet/access/ports.ts'
import type { AlertStore } from '../fleet/alerts/ports.ts'
import type { AssignmentStore } from '../fleet/assignments/placed.ts'
import type { DeploymentStore } from '../fleet/deployments/deployment-store.ts'
import type { EnrolmentStore } from '../fleet/enrolment/ports.ts'
import type { GroupStore } from '../fleet/groups/ports.ts'
import type { ForgetfulStore } from '../fleet/history/forgetting.ts'
import type { HistoryStore } from '../fleet/history/ports.ts'
import type { KioskStore } from '../fleet/kiosks/ports.ts'
import type { LadderStore } from '../fleet/ladder/ports.ts'
import type { NoticeStore } from '../fleet/notices/ports.ts'
import type { PatchStore } from '../fleet/packing/ports.ts'
import type { Store } from '../fleet/ports.ts'
import type { ReleaseFinder, WebhookStore } from '../fleet/webhooks/ports.ts'
import { accessStore } from './access-store.ts'
import { alertStore } from './alert-store.ts'
import { assignmentStore, putAssignments } from './assignment-store.ts'
import { deploymentStore } from './deployment-store.ts'
import { enrolmentStore } from './enrolment-store.ts'
import { log } from './event-log.ts'
import { eventsIn } from './event-queries.ts'
import { groupStore } from './group-store.ts'
import { historyStore } from './history-store.ts'
import { kioskStore } from './kiosk-store.ts'
import { ladderStore } from './ladder-store.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { openSqlite } from './node-sqlite.ts'
import { noticeStore } from './notice-store.ts'
import { patchStore } from './patch-store.ts'
import { prove } from './prove.ts'
import { putEnvironment } from './put-environment.ts'
import { putRows } from './put-rows.ts'
import { toAlias, toCard } from './roster-rows.ts'
import * as rows from './rows.ts'
import { saveBeside } from './save-beside.ts'
import type { Tables } from './tables.ts'
import { turns } from './turns.ts'
import { webhookStore } from './webhook-store.ts'

/** A store that can be closed, with what it keeps for other parts than the fleet. */
export interface ClosableStore extends Store {
  deployments: DeploymentStore
  assignments: AssignmentStore
  access: AccessStore
  enrolment: EnrolmentStore
  notices: NoticeStore
  webhooks: WebhookStore & ReleaseFinder
  alerts: AlertStore
  history: HistoryStore & ForgetfulStore
  groups: GroupStore
  kiosks: KioskStore
  ladders: LadderStore
  patches: PatchStore
  close(): Promise<void>
  /**
   * Read and write a trifle, as far as the disk.
   *
   * @throws Error when that does not work
   */
  prove(): Promise<void>
}

/**
 * Open the fleet's database and bring it up to date.
 *
 * @param file path of the SQLite file; made when it is not there
 * @throws Error when the file is unusable or from a newer server
 */
export async function openStore(file: string): Promise<ClosableStore> {
  const db = new Kysely<Tables>({ dialect: openSqlite(file) })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } }).migrateToLatest()
  if (error) {
    await db.destroy()
    throw error
  }
  return {
    ...reading(db),
    ...writing(db),
    deployments: deploymentStore(db),
    assignments: assignmentStore(db),
    access: accessStore(db),
    enrolment: enrolmentStore(db),
    notices: noticeStore(db),
    webhooks: webhookStore(db),
    alerts: alertStore(db),
    history: historyStore(db),
    groups: groupStore(db),
    kiosks: kioskStore(db),
    ladders: ladderStore(db),
    patches: patchStore(db),
    close: () => db.destroy(),
    prove: () => prove(db),
  }
}

/** What tablets say is written this long after the write before at the earliest, ms. */
const SAVE_AFTER = 10

type Writing = 'addRelease' | 'addEnvironments' | 'setEnvironment' | 'setStanding' | 'saveTablets' | 'turnToSave'

function reading(db: Kysely<Tables>): Omit<Store, Writing> {
  return {
    async environments() {
      return (await db.selectFrom('environments').selectAll().orderBy('name').execute()).map(rows.toEnvironment)
    },
    async tablets() {
      return (await db.selectFrom('tablets').selectAll().orderBy('id').execute()).map(rows.toTablet)
    },
    async cards() {
      return (await db.selectFrom('cards').selectAll().execute()).map(toCard)
    },
    async aliases() {
      return (await db.selectFrom('tablet_aliases').selectAll().execute()).map(toAlias)
    },
    async releases({ limit, offset }) {
      const found = await db
        .selectFrom('releases')
        .select(['version', 'notes', 'commit', 'bytes', 'files', 'published_at', 'engines'])
        .orderBy('published_at', 'desc')
        .orderBy('version')
        .limit(limit)
        .offset(offset)
        .execute()
      const { count } = await db
        .selectFrom('releases')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return { releases: found.map(rows.toSummary), count }
    },
    async release(version) {
      const row = await db.selectFrom('releases').selectAll().where('version', '=', version).executeTakeFirst()
      return row && rows.toRelease(row)
    },
    async formerReleases(environment, limit) {
      const found = await db
        .selectFrom('former_releases')
        .select('version')
        .where('environment', '=', environment)
        .orderBy('current_at', 'desc')
        .limit(limit)
        .execute()
      return found.map(({ version }) => version)
    },
    async standings() {
      const found = await db
        .selectFrom('releases')
        .select(['version', 'blocked_at', 'retry'])
        .where((eb) => eb.or([eb('blocked_at', 'is not', null), eb('retry', 'is not', null)]))
        .execute()
      return found.map(rows.toStanding)
    },
    events: (query) => eventsIn(db, query),
  }
}

function writing(db: Kysely<Tables>): Pick<Store, Writing> {
  const saving = turns(SAVE_AFTER)
  return {
    addRelease: (release, event) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('releases').values(rows.fromRelease(release)).execute()
        await log(transaction, [event])
      }),
    async addEnvironments(names) {
      const values = names.map((name) => ({ name, force: 0 }))
      await db
        .insertInto('environments')
        .values(values)
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute()
    },
    setEnvironment: (environment, event) =>
      db.transaction().execute(async (transaction) => {
        await putEnvironment(transaction, environment)
        await log(transaction, [event])
      }),
    setStanding: ({ version, blockedAt, retry }, environments, event) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('releases')
          .set({ blocked_at: blockedAt ?? null, retry: retry ?? null })
          .where('version', '=', version)
          .execute()
        for (const environment of environments) await putEnvironment(transaction, environment)
        await log(transaction, [event])
      }),
    turnToSave: saving.next,
    saveTablets: (tablets, events, beside) =>
      saving.take(() =>
        db.transaction().execute(async (transaction) => {
          await putRows(transaction, 'tablets', ['id'], tablets.map(rows.fromTablet))
          if (beside) {
            await saveBeside(transaction, beside)
            await putAssignments(transaction, beside.placed)
          }
          await log(transaction, events)
        }),
      ),
  }
}
