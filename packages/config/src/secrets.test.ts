import { expect, test } from 'vitest'
import { withValue } from './plain.ts'
import { readConfig } from './read-config.ts'
import { SETTINGS } from './settings.ts'
import { summaryOf } from './summary.ts'
import { problemsOf } from './testing/problems-of.ts'

const hidden = SETTINGS.filter(({ hide }) => hide !== undefined)
const places = hidden.map(({ path, variable, hide }) => ({
  path: path.join('.'),
  ...(hide === 'secret' && { variable }),
}))

/** Texts that no form takes, each with the word that must not come out. */
const WRONG = ['s3cret \n', ' s3cret', 's3cret\0', 's3cret']

test('tokens, passwords, signing secrets and addresses that are one are known as secrets', () => {
  expect(SETTINGS.filter(({ hide }) => hide === 'secret').map(({ path }) => path.join('.'))).toEqual([
    'token',
    'siteKey',
    'siteBroker.password',
    'webhook.secrets',
    'notices.slack.url',
    'notices.discord.url',
    'notices.telegram.token',
    'notices.email.password',
    'notices.webhook.url',
    'notices.webhook.secret',
  ])
})

test.each(places)('what stands at $path is in no message, whatever it is', ({ path, variable }) => {
  const keys = path.split('.').map((key) => (key === '*' ? 'production' : key))
  let refused = 0
  for (const text of WRONG) {
    for (const value of [text, [text], [[text]], { s3: text }, [{ a: text }]]) {
      // And on the way there, where an object should be.
      for (let length = 1; length <= keys.length; length++) {
        const file = withValue({}, keys.slice(0, length), value)
        const problems = problemsOf(file)
        refused += problems.length
        expect(problems.join('\n')).not.toContain('s3cret')
      }
    }
    if (variable !== undefined)
      expect(problemsOf({}, { [variable]: text, SLACK_ENABLED: 'x' }).join('\n')).not.toContain('s3cret')
  }
  expect(refused).toBeGreaterThan(5)
})

test('a summary has no secret in it, only whether it is set', () => {
  const deployer = { kind: 'command', deploy: ['curl', '-HAuthorization: s3cret'], env: { TOKEN: 's3cret' } }
  const file = {
    environments: {
      production: {
        deployer,
        health: { targets: [{ http: 'https://u:s3cret@a/?t=s3cret' }, { command: ['./look', 's3cret'] }] },
      },
    },
    services: [{ name: 'door', http: 'https://s3cret@door.example/' }],
    notices: {
      telegram: { token: '1:s3cret', chat: '5' },
      email: { host: 'a', from: 'a@b', to: 'a@b', user: 'u', password: 's3cret' },
    },
  }
  const env = {
    RELEVO_TOKEN: 's3cret',
    WEBHOOK_SECRET: 's3cret-of-16-letters',
    SLACK_WEBHOOK_URL: 'https://a.example/s3cret',
    NOTICE_WEBHOOK_URL: 'https://b.example/s3cret',
    RELEVO_IDLE: '7',
  }
  const lines = summaryOf(readConfig({ file, env }).config)
  expect(JSON.stringify(lines)).not.toContain('s3cret')
  const said = Object.fromEntries(lines.map(({ place, value }) => [place, value]))
  expect(said).toMatchObject({
    port: '8604',
    idle: '7',
    token: 'set',
    'environments.production.branches': 'main, master',
    'environments.production.deployer.deploy': 'curl …',
    'environments.production.deployer.env.TOKEN': 'set',
    'environments.production.health.targets[0].http': 'https://…@a/?…',
    'environments.production.health.targets[1].command': './look …',
    'webhook.secrets': 'set',
    'notices.slack.url': 'set',
    'notices.telegram.token': 'set',
    'notices.telegram.chat': '5',
    'notices.email.password': 'set',
    'notices.webhook.url': 'set',
  })
  expect(summaryOf(readConfig({ env: {} }).config)).toContainEqual({ place: 'webhook.secrets', value: 'not set' })
})
