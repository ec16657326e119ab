import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Deployer, OutputLine, StepOrder } from '../fleet/deployments/ports.ts'
import { createCommandDeployer } from './command-deployer.ts'

const ORDER: StepOrder = {
  deployment: 'd1',
  environment: 'production',
  version: 'v2',
  previous: 'v1',
  commit: 'a1b2c3d',
  ref: '$(touch hacked)',
}
const SAY = ['sh', '-c', 'echo "$RELEVO_STEP $RELEVO_PREVIOUS > $RELEVO_VERSION"']
const SECRETS = { RELEVO_TOKEN: 'hidden', SMTP_PASSWORD: 'hidden', WEBHOOK_SECRET: 'hidden', NODE_OPTIONS: '' }
const before = { ...process.env }

beforeEach(() => {
  Object.assign(process.env, SECRETS)
})
afterEach(() => {
  process.env = { ...before }
})

async function outputOf(step: Deployer['deploy'], order = ORDER): Promise<OutputLine[]> {
  const lines: OutputLine[] = []
  await step(order, (line) => lines.push(line), new AbortController().signal)
  return lines
}

test('each step runs its own command, and says so with what it prints', async () => {
  const say = (word: string) => ['sh', '-c', `echo ${word}`]
  const settings = { deploy: say('new'), rollBack: say('old'), before: say('backup'), timeout: 20_000 }
  const deployer = createCommandDeployer(settings, () => 7)
  expect(await outputOf(deployer.prepare)).toEqual([{ step: 'prepare', stream: 'stdout', text: 'backup', at: 7 }])
  expect(await outputOf(deployer.deploy)).toEqual([{ step: 'deploy', stream: 'stdout', text: 'new', at: 7 }])
  expect(await outputOf(deployer.rollBack)).toEqual([{ step: 'roll-back', stream: 'stdout', text: 'old', at: 7 }])
})

test('without a command of its own the way back is a deploy of the earlier version, and nothing is prepared', async () => {
  const deployer = createCommandDeployer({ deploy: SAY, timeout: 20_000 })
  expect((await outputOf(deployer.deploy)).map(({ text }) => text)).toEqual(['deploy v1 > v2'])
  const back = { ...ORDER, version: 'v1', previous: 'v2' }
  expect((await outputOf(deployer.rollBack, back)).map(({ text }) => text)).toEqual(['roll-back v2 > v1'])
  expect(await outputOf(deployer.prepare)).toEqual([])
})

test('the command knows the order, what it was configured with, and nothing else of the server', async () => {
  const env = { REGISTRY: 'ghcr.io/example', RELEVO_VERSION: 'forged' }
  const deployer = createCommandDeployer({ deploy: ['env'], timeout: 20_000, env })
  const variables = Object.fromEntries((await outputOf(deployer.deploy)).map(({ text }) => text.split(/=(.*)/s)))
  expect(variables).toMatchObject({
    PATH: process.env.PATH,
    REGISTRY: 'ghcr.io/example',
    RELEVO_STEP: 'deploy',
    RELEVO_VERSION: 'v2',
    RELEVO_PREVIOUS: 'v1',
    RELEVO_ENVIRONMENT: 'production',
    RELEVO_DEPLOYMENT: 'd1',
    RELEVO_COMMIT: 'a1b2c3d',
    RELEVO_REF: '$(touch hacked)',
  })
  const allowed =
    /^(?:PATH|HOME|LANG|TZ|USER|SHELL|REGISTRY|RELEVO_(?:STEP|VERSION|PREVIOUS|ENVIRONMENT|DEPLOYMENT|COMMIT|REF))$/
  expect(Object.keys(variables).filter((name) => !allowed.test(name))).toEqual([])
})

test('what is not known is empty, so that a strict shell may read it', async () => {
  const script = 'set -u; echo "[$RELEVO_PREVIOUS$RELEVO_COMMIT$RELEVO_REF]"'
  const deployer = createCommandDeployer({ deploy: ['sh', '-c', script], timeout: 20_000 })
  const first = { deployment: 'd1', environment: 'production', version: 'v1' }
  expect((await outputOf(deployer.deploy, first)).map(({ text }) => text)).toEqual(['[]'])
})

test('a command that fails ends its step', async () => {
  const deployer = createCommandDeployer({ deploy: ['sh', '-c', 'echo no >&2; exit 2'], timeout: 20_000 })
  await expect(outputOf(deployer.deploy)).rejects.toMatchObject({ code: 'step-failed', detail: 'sh: exit code 2: no' })
})
