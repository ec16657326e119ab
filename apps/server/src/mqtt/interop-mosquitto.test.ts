import { afterAll, beforeAll } from 'vitest'
import { type Mosquitto, mosquitto } from '../testing/mosquitto.ts'
import { interopContract } from './interop.contract.ts'

/** A broker that many houses have: what the embedded one does, Relevo must be able to expect of it as well. */
let site: Mosquitto
beforeAll(async () => {
  site = await mosquitto()
})
afterAll(() => site.remove())

interopContract('Mosquitto', () => ({
  port: Number(new URL(site.url).port),
  refused: 'nobody/reads/this',
  differs: ['grants-everything', 'silent-take-over', 'overlapping-qos'],
}))
