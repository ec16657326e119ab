import { describe, expect, test } from 'vitest'
import { readConfig } from './read-config.ts'
import { problemsOf } from './testing/problems-of.ts'

const environmentsOf = (environments: unknown, env = {}) =>
  readConfig({ file: { environments }, env }).config.environments
const production = (environment: unknown) => ({ environments: { production: environment } })

describe('environments', () => {
  test('that a file names are all there are, and the usual two keep what is not written', () => {
    const read = environmentsOf({ production: { approval: true }, staging: { hosts: ['S.Example'] }, 'hall-2': {} })
    expect(Object.keys(read)).toEqual(['production', 'staging', 'hall-2'])
    expect(read.production).toMatchObject({ approval: true, branches: ['main', 'master'] })
    expect(read.staging).toMatchObject({ hosts: ['s.example'], branches: ['develop', 'staging'] })
    expect(read['hall-2']).toMatchObject({ hosts: [], branches: [], deployer: { kind: 'hosted' } })
    expect(Object.keys(environmentsOf({ production: {} }))).toEqual(['production'])
    expect(environmentsOf({ production: { branches: [] } }).production?.branches).toEqual([])
  })

  test.each([
    ['no production', { staging: {} }, 'environments.production is not set: must be there'],
    [
      'upper case',
      { production: {}, Hall: {} },
      'environments.Hall has a name that cannot be used: must be 1 to 32 of',
    ],
    ['a space', { production: {}, 'a b': {} }, 'environments["a b"] has a name'],
    ['too long', { production: {}, ['a'.repeat(33)]: {} }, 'has a name that cannot be used'],
    ['a list', [], 'environments is a list: must be environments by name. Write { production: {}, staging: {} }.'],
    ['a text', { production: 'x' }, 'environments.production is a text: must be an object.'],
    [
      'a host twice',
      { production: { hosts: ['a.example'] }, b: { hosts: ['A.example'] } },
      'environments.b.hosts has "a.example", and so has environments.production: a host must belong to one',
    ],
    [
      'a usual branch twice',
      { production: {}, b: { branches: ['main'] } },
      'environments.b.branches has "main", and so has environments.production: a branch must',
    ],
    [
      'a host with its port',
      { production: { hosts: ['a.example:80'] } },
      'environments.production.hosts[0] is "a.example:80": must be a list of host names.',
    ],
    [
      'hosts without a list',
      { production: { hosts: 'a.example' } },
      'environments.production.hosts is "a.example": must be a list',
    ],
    [
      'a key like another',
      { production: { aproval: true } },
      'environments.production.aproval is no setting. Did you mean approval?',
    ],
  ])('with %s are refused', (_, environments, line) => {
    expect(problemsOf({ environments })).toEqual([expect.stringContaining(line)])
  })
})

describe('a deployer', () => {
  const deploy = ['docker', 'compose', 'up', '-d']

  test('of commands has ten minutes, and what it is given', () => {
    const read = environmentsOf({ production: { deployer: { kind: 'command', deploy, env: { A: '1' }, cwd: '/srv' } } })
    expect(read.production?.deployer).toEqual({ kind: 'command', deploy, env: { A: '1' }, cwd: '/srv', timeout: 600 })
    expect(environmentsOf({ production: { deployer: { kind: 'notify' } } }).production?.deployer).toEqual({
      kind: 'notify',
    })
  })

  test.each([
    ['an unknown kind', { kind: 'docker' }, 'deployer.kind is "docker": must be one of hosted, command, notify.'],
    ['no kind', { deploy }, 'deployer.kind is not set: must be one of hosted, command, notify.'],
    ['no command', { kind: 'command' }, 'deployer.deploy is not set: must be a list of a program and its arguments'],
    [
      'a shell’s text',
      { kind: 'command', deploy: 'docker compose up' },
      "deployer.deploy is a text: must be a list of a program and its arguments, such as ['docker', 'compose', 'up', '-d']. Write each argument as a text of its own: no shell reads a command",
    ],
    ['an empty list', { kind: 'command', deploy: [] }, 'deployer.deploy is a list: must be a list of a program'],
    ['no program', { kind: 'command', deploy: ['', 'x'] }, 'deployer.deploy is a list: must be a list of a program'],
    [
      'a number in it',
      { kind: 'command', deploy: ['sleep', 5] },
      'deployer.deploy[1] is 5: must be a list of a program',
    ],
    ['a zero byte in it', { kind: 'command', deploy: ['a', '\0'] }, 'deployer.deploy is a list: must be'],
    [
      'a wrong variable',
      { kind: 'command', deploy, env: { A: 1 } },
      'deployer.env.A is 1: must be texts by variable name.',
    ],
    [
      'milliseconds',
      { kind: 'command', deploy, timeout: 600_000 },
      'deployer.timeout is 600000: must be a whole number from 1 to 86400.',
    ],
    ['a key of another kind', { kind: 'hosted', deploy }, 'deployer.deploy does not go with what stands beside it.'],
    [
      'a key like another',
      { kind: 'command', deploy, rollback: deploy },
      'deployer.rollback is no setting. Did you mean rollBack?',
    ],
  ])('with %s is refused', (_, deployer, line) => {
    expect(problemsOf(production({ deployer }))).toEqual([expect.stringContaining(`environments.production.${line}`)])
  })
})

describe('health', () => {
  test('has targets of three kinds, which must be well unless they may be otherwise', () => {
    const targets = [
      { http: 'https://a.example/{version}' },
      { http: 'http://a', status: 204, must: false },
      { tcp: 'db:5432' },
      { command: ['./check'] },
    ]
    expect(environmentsOf({ production: { health: { targets } } }).production?.health.targets).toEqual([
      { http: 'https://a.example/{version}', must: true },
      { http: 'http://a', status: 204, must: false },
      { tcp: 'db:5432', must: true },
      { command: ['./check'], must: true },
    ])
  })

  test('takes times from variables for every environment, and an address for production', () => {
    const env = {
      RELEVO_HEALTH_DELAY: '0',
      RELEVO_HEALTH_TIMEOUT: '0.5',
      RELEVO_HEALTH_ATTEMPTS: '1',
      RELEVO_HEALTH_INTERVAL: '2',
      RELEVO_HEALTH_URL: 'http://panel/health',
    }
    const read = environmentsOf(
      { production: { health: { targets: [{ tcp: 'a:1' }] } }, b: { health: { delay: 9 } } },
      env,
    )
    const times = { delay: 0, timeout: 0.5, attempts: 1, interval: 2 }
    expect(read.production?.health).toEqual({ ...times, targets: [{ http: 'http://panel/health', must: true }] })
    expect(read.b?.health).toEqual({ ...times, targets: [] })
    expect(readConfig({ env }).config.environments.production?.health.targets).toHaveLength(1)
  })

  test.each([
    [
      'two ways',
      { http: 'http://a', tcp: 'a:1' },
      'targets[0] is an object: must be one that has exactly one of http, tcp and command.',
    ],
    ['none', { must: true }, 'targets[0] is an object: must be one that has exactly one of'],
    ['a way mistyped', { htpp: 'http://a' }, 'targets[0].htpp is no setting. Did you mean http?'],
    [
      'a status of a port',
      { tcp: 'a:1', status: 200 },
      'targets[0] is an object: must be one that has status only beside http.',
    ],
    ['no port', { tcp: 'db' }, 'targets[0].tcp is "db": must be a host and a port. Write it like db:5432.'],
    ['a password and no address', { http: 'ftp://u:pass@a' }, 'targets[0].http is "ftp://…@a": must be an address'],
  ])('refuses a target with %s', (_, target, line) => {
    expect(problemsOf(production({ health: { targets: [target] } }))).toEqual([
      expect.stringContaining(`environments.production.health.${line}`),
    ])
  })
})
