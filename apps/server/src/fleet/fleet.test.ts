import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DeploymentRig, deploymentRig } from '../testing/deployment-rig.ts'

let rig: DeploymentRig
beforeEach(async () => {
  rig = await deploymentRig()
})
afterEach(() => rig.remove())

const notice = { environment: 'production', version: 'r1', force: false, retry: false }
const becameCurrent = async () =>
  (await rig.fleet.events({ limit: 100 })).events.filter(({ type }) => type === 'release-current').length

test('two notices at once are taken one after the other, so the second is a repeat', async () => {
  const both = await Promise.all([rig.fleet.notifyUpdate(notice), rig.fleet.notifyUpdate(notice)])
  expect(both.map(({ duplicate }) => duplicate)).toEqual([false, true])
  expect(await becameCurrent()).toBe(1)
})

test('a notice that fails does not hold up the next', async () => {
  const [failed, done] = await Promise.allSettled([
    rig.fleet.notifyUpdate({ ...notice, version: 'unknown' }),
    rig.fleet.notifyUpdate(notice),
  ])
  expect([failed.status, done.status]).toEqual(['rejected', 'fulfilled'])
})

test('a hint goes out after the change is on disk, and again for a repeat', async () => {
  const hints: unknown[] = []
  rig.sendHint = async (hint) => void hints.push({ ...hint, onDisk: await becameCurrent() })
  const { environment } = await rig.fleet.notifyUpdate(notice)
  await rig.fleet.notifyUpdate(notice)
  const hint = { environment: 'production', version: 'r1', force: false, at: environment.changedAt, onDisk: 1 }
  await expect.poll(() => hints).toEqual([hint, hint])
})

test('a hint that cannot be sent is told, and the release is current all the same', async () => {
  rig.sendHint = () => Promise.reject(new Error('no broker'))
  await rig.fleet.notifyUpdate(notice)
  expect(rig.warnings).toHaveLength(1)
  expect((await rig.fleet.news()).version).toBe('r1')
})
