import { Kysely, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Environment } from '../fleet/environment.ts'
import type { NewEvent } from '../fleet/event.ts'
import type { EventQuery, Store } from '../fleet/ports.ts'
import type { ReleaseFinder, WebhookStore } from '../fleet/webhooks/ports.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { openSqlite } from './node-sqlite.ts'
import * as rows from './rows.ts'
import type { Tables } from './tables.ts'
import { webhookStore } from './webhook-store.ts'

/** A store that can be closed. */
export interface ClosableStore extends Store {
  /** In the same file, and open as long. */
  webhooks: WebhookStore & ReleaseFinder
  close(): Promise<void>
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
  return { ...reading(db), ...writing(db), webhooks: webhookStore(db), close: () => db.destroy() }
}

type Writing = 'addRelease' | 'setCurrent' | 'setEnvironment' | 'setStanding' | 'saveTablets'

function reading(db: Kysely<Tables>): Omit<Store, Writing> {
  return {
    async environments() {
      return (await db.selectFrom('environments').selectAll().orderBy('name').execute()).map(rows.toEnvironment)
    },
    async tablets() {
      return (await db.selectFrom('tablets').selectAll().orderBy('id').execute()).map(rows.toTablet)
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
    async formerReleases(limit) {
      const found = await db
        .selectFrom('releases')
        .select('version')
        .where('current_at', 'is not', null)
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
    async events(query) {
      const about = eventsAbout(db, query)
      const latest = query.after === undefined
      const found = await about
        .selectAll()
        .orderBy('seq', latest ? 'desc' : 'asc')
        .limit(query.limit)
        .execute()
      const { count } = await about.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      const events = found.map(rows.toEvent)
      return { events: latest ? events.reverse() : events, count }
    },
  }
}

function eventsAbout(db: Kysely<Tables>, { after, tablet }: EventQuery) {
  let about = db.selectFrom('events')
  if (after !== undefined) about = about.where('seq', '>', after)
  if (tablet !== undefined) about = about.where('subject_kind', '=', 'tablet').where('subject_id', '=', tablet)
  return about
}

function writing(db: Kysely<Tables>): Pick<Store, Writing> {
  return {
    addRelease: (release, event) =>
      db.transaction().execute(async (transaction) => {
        await transaction.insertInto('releases').values(rows.fromRelease(release)).execute()
        await log(transaction, [event])
      }),
    setCurrent: (environment, event) =>
      db.transaction().execute(async (transaction) => {
        await putEnvironment(transaction, environment)
        const { current, changed_at } = rows.fromEnvironment(environment)
        await transaction
          .updateTable('releases')
          .set({ current_at: changed_at })
          .where('version', '=', current)
          .execute()
        await log(transaction, [event])
      }),
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
    saveTablets: (tablets, events) =>
      db.transaction().execute(async (transaction) => {
        for (const tablet of tablets) {
          const { id, ...row } = rows.fromTablet(tablet)
          await transaction
            .insertInto('tablets')
            .values({ id, ...row })
            .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
            .execute()
        }
        await log(transaction, events)
      }),
  }
}

async function putEnvironment(transaction: Transaction<Tables>, environment: Environment): Promise<void> {
  const { name, ...row } = rows.fromEnvironment(environment)
  await transaction.updateTable('environments').set(row).where('name', '=', name).execute()
}

async function log(transaction: Transaction<Tables>, events: readonly NewEvent[]): Promise<void> {
  for (const event of events) await transaction.insertInto('events').values(rows.fromEvent(event)).execute()
}
