import { afterAll, beforeAll } from 'vitest'
import { NOBODY_READS, type OpenEngine, openEngine } from '../testing/open-engine.ts'
import { interopContract } from './interop.contract.ts'

let open: OpenEngine
beforeAll(async () => {
  open = await openEngine()
})
afterAll(() => open.close())

interopContract('the embedded broker', () => ({ port: open.port, refused: NOBODY_READS }))
