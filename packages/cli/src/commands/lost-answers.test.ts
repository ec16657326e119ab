import { beforeEach, describe, expect, test } from 'vitest'
import { CANARY_COURSES } from '../testing/canary-courses.ts'
import { ContractServer, type Fault } from '../testing/contract-server.ts'
import { COURSES, type Step } from '../testing/courses.ts'
import { quickClock, relevo } from '../testing/program.ts'

let server: ContractServer
beforeEach(async () => {
  server = await ContractServer.start()
  for (const version of ['r1', 'r2']) server.hasRelease(version)
})

const run = (...argv: string[]) => relevo(argv, server.env, { clock: quickClock() })
const posts = () => server.requests.filter((request) => request.startsWith('POST '))

/** From now on these befall the POSTs, one each. */
function befall(...faults: (Fault | undefined)[]) {
  server.requests.length = 0
  server.fault = (request) => (request.startsWith('POST ') ? faults.shift() : undefined)
}

const GATEWAY = { status: 504, body: '<h1>Gateway Timeout' }
const refusal = (status: number, code: string) => ({
  status,
  body: JSON.stringify({ success: false, error: { code, message: 'No.', do: 'Wait.' } }),
})

/** Brings a deployment to where it can be decided so. */
const BEFORE: Record<string, () => Promise<string>> = {
  rollback: live,
  approve: waiting,
  deny: waiting,
  abort: waiting,
  pause: () => spreading(CANARY_COURSES.gated.slice(0, -1)),
  resume: () => spreading(CANARY_COURSES.inconclusive),
  next: () => spreading(CANARY_COURSES.gated),
}
async function spreading(course: Step[]) {
  server.deployments.course = course
  await run('deploy', 'r1')
  for (const _ of course) await run('deployment', 'd1')
  return 'd1'
}
async function live() {
  await run('deploy', 'r1', '--wait')
  await run('deploy', 'r2', '--wait')
  return 'd2'
}
async function waiting() {
  server.deployments.course = COURSES.awaitingApproval
  await run('deploy', 'r1')
  await run('deployment', 'd1')
  return 'd1'
}

const DEEDS = [
  ['rollback', /rolling-back|settling-back/],
  ['approve', /pending/],
  ['deny', /denied/],
  ['abort', /aborted/],
  ['pause', /paused: somebody/],
  ['resume', /spreading: wave 1 of 2 gets r1\.$/m],
  ['next', /wave 2 of 2 gets r1|live, healthy/],
] as const

describe.each(DEEDS)('relevo %s', (deed, shows) => {
  let id: string
  beforeEach(async () => {
    id = (await BEFORE[deed]?.()) ?? ''
  })

  test.each<[string, Fault]>([
    ['is lost', 'lost'],
    ['comes from a gateway', { ...GATEWAY, after: true }],
  ])('whose answer %s goes on from what the deployment shows, and is not sent again', async (_, fault) => {
    befall(fault)
    const { code, stdout } = await run(deed, id)
    expect([code, stdout]).toEqual([0, expect.stringMatching(shows)])
    expect(posts()).toHaveLength(1)
  })

  test.each<[string, Fault]>([
    ['that never arrived', 'cut'],
    ['that a gateway kept', GATEWAY],
    ['that came too often', refusal(429, 'too-many-requests')],
  ])('%s is sent again', async (_, fault) => {
    befall(fault)
    const { code, stdout } = await run(deed, id)
    expect([code, stdout]).toEqual([0, expect.stringMatching(shows)])
    expect(posts()).toHaveLength(2)
  })

  test('that was still under way when it was looked for is done, for all that the second is refused', async () => {
    befall('cut', { ...refusal(409, 'deployment-not-possible'), after: true })
    const { code, stdout } = await run(deed, id)
    expect([code, stdout]).toEqual([0, expect.stringMatching(shows)])
    expect(posts()).toHaveLength(2)
  })

  test('that is simply refused is refused', async () => {
    befall(refusal(409, 'deployment-not-possible'))
    const { code, stderr } = await run(deed, id)
    expect([code, stderr]).toEqual([1, expect.stringContaining('deployment-not-possible')])
    expect(posts()).toHaveLength(1)
  })
})

test('a rollback that was over before this one was asked for is not taken for it', async () => {
  const id = await live()
  await run('rollback', id, '--wait')
  befall('cut', refusal(409, 'deployment-not-possible'))
  expect((await run('rollback', id)).code).toBe(1)
  expect(posts()).toHaveLength(2)
})

test('a rollback whose answer is lost may have failed by the time it is looked for', async () => {
  const id = await live()
  server.deployments.courseBack = [COURSES.backFailed.at(-1) ?? {}]
  for (const posted of [1, 2]) {
    // The second time it had failed before: that shows nothing, and only a second call makes it go on.
    befall(posted === 1 ? 'lost' : 'cut')
    expect(await run('rollback', id, '--wait')).toMatchObject({ code: 4, stdout: expect.stringContaining('still 503') })
    expect(posts()).toHaveLength(posted)
  }
})

test('an approval of what was denied meanwhile has not happened', async () => {
  const id = await waiting()
  await run('deny', id)
  befall('cut')
  expect(await run('approve', id)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('deployment-not-possible'),
  })
})

test.each([[[]], [['--all']]])(
  'a wave that was opened while another spread is not opened twice: next %j',
  async (more) => {
    const id = await spreading(CANARY_COURSES.gated.slice(0, -1))
    befall('lost')
    const { code, stdout } = await run('next', id, ...more)
    expect([code, stdout]).toEqual([0, expect.stringMatching(/live, healthy/)])
    expect(posts()).toHaveLength(1)
  },
)

describe.each([
  ['deploy', ['deploy', 'r1', '--environment', 'production']],
  ['promote', ['promote', '--from', 'staging', '--to', 'production']],
])('relevo %s --retry', (_, argv) => {
  beforeEach(async () => {
    await run('deploy', 'r1', '--environment', 'staging', '--wait')
    await run('deploy', 'r1', '--wait')
  })

  test('whose answer is lost finds the deployment it made, and makes no other', async () => {
    befall('lost')
    const { code, stdout } = await run(...argv, '--retry')
    expect([code, stdout]).toEqual([0, expect.stringContaining('Deployment d3: r1 in production')])
    expect([posts().length, server.deployments.all.length]).toEqual([1, 3])
  })

  test('that never arrived is sent again', async () => {
    befall('cut')
    expect((await run(...argv, '--retry')).stdout).toContain('Deployment d3: r1 in production')
    expect([posts().length, server.deployments.all.length]).toEqual([2, 3])
  })
})
