import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'

/**
 * Kysely's SQLite dialect over the SQLite that Node brings along. The file is locked for as long as it is open: the fleet
 * lives in this process's memory, and a second server on the same file would go unheard.
 *
 * @param file path of the database; made when it is not there
 * @throws Error when the file cannot be opened, is no database, or is in use by another process for more than 5 s
 */
export function openSqlite(file: string): SqliteDialect {
  const db = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true })
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    db.exec('BEGIN EXCLUSIVE; COMMIT') // the lock is only taken with the first transaction
  } catch (error) {
    db.close()
    throw error
  }
  return new SqliteDialect({ database: asKyselyWantsIt(db) })
}

/** Prepared statements that are kept; the oldest goes first. */
const KEPT = 200

/** A statement is prepared once: Kysely asks for it each time it is run, and one text is run again and again. */
function asKyselyWantsIt(db: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>()

  function prepare(sql: string): SqliteStatement {
    const statement = db.prepare(sql)
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
      run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
      iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
    }
  }

  return {
    close: () => db.close(),
    prepare(sql) {
      const statement = kept.get(sql) ?? prepare(sql)
      kept.set(sql, statement)
      const [oldest] = kept.keys()
      if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
      return statement
    },
  }
}
