/** Writes ladders into the database of a server that is down: `node put-ladders.ts <file>`. A whole ladder takes minutes. */
import { openStore } from '../apps/server/src/store/sqlite-store.ts'
import { LADDERS } from '../apps/server/src/testing/seeded-ladders.ts'

const store = await openStore(process.argv[2] ?? '')
await store.ladders.save(LADDERS, [], [])
await store.close()
