import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from './node-sqlite.ts'

let db: Kysely<unknown>

beforeEach(async () => {
  db = new Kysely({ dialect: openSqlite(':memory:') })
  await sql`create table things (name text primary key)`.execute(db)
  await sql`insert into things values ('a')`.execute(db)
})
afterEach(() => db.destroy())

const rows = async () => (await sql`select * from things order by name`.execute(db)).rows

test('a statement that was run before sees what changed since, in the rows and in their columns', async () => {
  expect(await rows()).toEqual([{ name: 'a' }])
  await sql`insert into things values ('b')`.execute(db)
  expect(await rows()).toEqual([{ name: 'a' }, { name: 'b' }])
  await sql`alter table things add column size integer not null default 7`.execute(db)
  expect(await rows()).toEqual([
    { name: 'a', size: 7 },
    { name: 'b', size: 7 },
  ])
})

test('a statement takes its own values each time', async () => {
  for (const name of ['b', 'c']) await sql`insert into things values (${name})`.execute(db)
  for (const name of ['a', 'b', 'c'])
    expect((await sql`select name from things where name = ${name}`.execute(db)).rows).toEqual([{ name }])
})

test('after many other statements the first one works as before', async () => {
  await rows()
  for (let i = 0; i < 500; i++) await sql.raw(`select ${i} as number`).execute(db)
  expect(await rows()).toEqual([{ name: 'a' }])
})
