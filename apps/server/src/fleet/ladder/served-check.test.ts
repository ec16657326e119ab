import { beforeEach, expect, test } from 'vitest'
import type { HealthTarget, Probe } from '../deployments/ports.ts'
import { createServedCheck, type ServedCheck } from './served-check.ts'

let asked: string[]
let answer: Pick<Probe, 'verdict' | 'status'>
let targets: HealthTarget[]
let isServed: (address?: string) => ReturnType<ServedCheck>

beforeEach(() => {
  asked = []
  answer = { verdict: 'unhealthy', status: 502 }
  targets = []
  isServed = (address) =>
    createServedCheck({
      prober: {
        async probe(target) {
          const name = 'http' in target ? target.http : 'another'
          asked.push(name)
          return { target: name, must: true, latency: 1, at: 0, ...answer }
        },
      },
      targetsOf: () => targets,
      addressOf: () => 'https://panel.example/app/',
      world: { now: () => 0 },
    })({ environment: 'production', version: 'r1', address })
})

test('the page is asked for where people reach it', async () => {
  expect(await isServed('https://panel.example/?tablet=hall')).toBe(false)
  expect(asked).toEqual(['https://panel.example/?tablet=hall'])
})

test('an address that a kiosk app made up is never asked for', async () => {
  for (const address of [
    'http://169.254.169.254/latest/meta-data',
    'http://panel.example/',
    'https://panel.example:8443/',
    'https://panel.example@10.0.0.1/',
    'https://panel.example.evil/',
    'file:///etc/passwd',
    'nonsense',
  ])
    expect(await isServed(address)).toBeUndefined()
  expect(asked).toEqual([])
})

test('of a health target too the origin counts, and all of them decide where the address is not asked for', async () => {
  targets = [
    { http: 'http://10.0.0.5/health', must: false },
    { http: 'http://{version}.x/', must: true },
  ]
  answer = { verdict: 'healthy', status: 200 }
  expect(await isServed('http://10.0.0.5/?tablet=hall')).toBe(true)
  expect(await isServed('http://10.0.0.6/')).toBe(true)
  expect(asked).toEqual(['http://10.0.0.5/?tablet=hall', 'http://{version}.x/', 'http://{version}.x/'])
})
