import { type Kysely, sql, type Transaction } from 'kysely'
import type { Check, Deployment, DeploymentQuery } from '../fleet/deployments/deployment.ts'
import type { DeploymentStore } from '../fleet/deployments/deployment-store.ts'
import { closeAssignments } from './assignment-store.ts'
import { fromDeployment, toDeployment, toOutputLine } from './deployment-rows.ts'
import { log } from './event-log.ts'
import { putEnvironment } from './put-environment.ts'
import type { Tables } from './tables.ts'

/** The deployments in the fleet's database. */
export function deploymentStore(db: Kysely<Tables>): DeploymentStore {
  const all = () => db.selectFrom('deployments').selectAll()
  return {
    async list(query) {
      const { limit, offset } = query
      const about = matching(db, query)
      const found = await about
        .selectAll()
        .orderBy(sql`rowid`, 'desc') // not by time: clocks are set back
        .limit(limit)
        .offset(offset)
        .execute()
      const { count } = await about.select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      return { deployments: found.map(toDeployment), count }
    },
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && toDeployment(row)
    },
    async byKey(key) {
      const row = await all().where('key', '=', key).executeTakeFirst()
      return row && toDeployment(row)
    },
    async unfinished() {
      const rows = await all().where('status', 'in', ['pending', 'deploying']).orderBy(sql`rowid`).execute()
      return rows.map(toDeployment)
    },
    async confirmed(environment, { before, limit }) {
      let about = all().where('environment', '=', environment).where('status', '=', 'success')
      if (before !== undefined)
        about = about.where(sql<boolean>`rowid < (SELECT rowid FROM deployments WHERE id = ${before})`)
      const rows = await about.orderBy(sql`rowid`, 'desc').limit(limit).execute()
      return rows.map(toDeployment)
    },
    add: (deployment, superseded, events) =>
      db.transaction().execute(async (transaction) => {
        for (const one of superseded) {
          await put(transaction, one)
          await closeAssignments(transaction, [one.id])
        }
        await transaction.insertInto('deployments').values(fromDeployment(deployment)).execute()
        await log(transaction, events)
      }),
    save: (deployment, { environment, base, events }) =>
      db.transaction().execute(async (transaction) => {
        await put(transaction, deployment)
        if (base) await put(transaction, base)
        const former = environment && (await currentIn(transaction, environment.name))
        if (environment) {
          await putEnvironment(transaction, environment)
          await remember(transaction, environment)
        }
        await closeAssignments(transaction, former === undefined ? [deployment.id] : [deployment.id, former])
        await log(transaction, events)
      }),
    addLines: (events) => db.transaction().execute((transaction) => log(transaction, events)),
    async checks(id) {
      const rows = await db
        .selectFrom('deployment_checks')
        .select('seen')
        .where('deployment', '=', id)
        .orderBy('seq')
        .execute()
      return rows.map(({ seen }) => JSON.parse(seen) as Check)
    },
    async addChecks(id, checks) {
      if (checks.length === 0) return
      const values = checks.map((check) => ({ deployment: id, seen: JSON.stringify(check) }))
      await db.insertInto('deployment_checks').values(values).execute()
    },
    async output(id) {
      const rows = await db
        .selectFrom('deployment_output')
        .selectAll()
        .where('deployment', '=', id)
        .orderBy('seq')
        .execute()
      return rows.map(toOutputLine)
    },
    addOutput: (id, lines) =>
      db.transaction().execute(async (transaction) => {
        for (const line of lines)
          await transaction
            .insertInto('deployment_output')
            .values({ deployment: id, ...line })
            .execute()
      }),
  }
}

function matching(db: Kysely<Tables>, { environment, status, version, strategy }: DeploymentQuery) {
  let about = db.selectFrom('deployments')
  if (environment !== undefined) about = about.where('environment', '=', environment)
  if (status !== undefined) about = about.where('status', '=', status)
  if (version !== undefined) about = about.where('version', '=', version)
  if (strategy === 'all') about = about.where('plan', 'is', null)
  else if (strategy !== undefined) about = about.where(sql`json_extract(plan, '$.strategy')`, '=', strategy)
  return about
}

/** Replace the row of the revision before. @throws Error when the row has another */
async function put(transaction: Transaction<Tables>, deployment: Deployment): Promise<void> {
  const { id, ...row } = fromDeployment(deployment)
  const { numUpdatedRows } = await transaction
    .updateTable('deployments')
    .set(row)
    .where('id', '=', id)
    .where('revision', '=', deployment.revision - 1)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`deployment ${id} was changed by somebody else`)
}

/** The deployment that is current in an environment. */
async function currentIn(transaction: Transaction<Tables>, name: string): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('environments')
    .select('deployment')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.deployment ?? undefined
}

/** Which releases were current, for those who still show one of them. */
async function remember(
  transaction: Transaction<Tables>,
  { name, current, changedAt }: { name: string; current?: string; changedAt?: number },
): Promise<void> {
  if (current === undefined || changedAt === undefined) return
  await transaction
    .insertInto('former_releases')
    .values({ environment: name, version: current, current_at: changedAt })
    .onConflict((conflict) => conflict.columns(['environment', 'version']).doUpdateSet({ current_at: changedAt }))
    .execute()
}
