import { expect, test } from 'vitest'
import { readConfig } from './read-config.ts'
import { problemsOf } from './testing/problems-of.ts'

const noticesOf = (env: Record<string, string>, notices?: unknown) =>
  readConfig({ ...(notices !== undefined && { file: { notices } }), env }).config.notices

const EVERY = {
  SLACK_ENABLED: 'true',
  SLACK_WEBHOOK_URL: 'https://hooks.slack.example/s',
  SLACK_EVENTS: 'failed, rolled-back',
  DISCORD_ENABLED: 'true',
  DISCORD_WEBHOOK_URL: 'https://discord.example/d',
  TELEGRAM_ENABLED: 'true',
  TELEGRAM_BOT_TOKEN: '123:abc',
  TELEGRAM_CHAT_ID: '-100123',
  EMAIL_ENABLED: 'true',
  SMTP_HOST: 'smtp.example',
  SMTP_PORT: '2525',
  SMTP_USER: 'me',
  SMTP_PASSWORD: 'p',
  SMTP_FROM: 'Relevo <relevo@a.example>',
  SMTP_TO: 'a@a.example, b@a.example',
  NOTICE_WEBHOOK_ENABLED: 'true',
  NOTICE_WEBHOOK_URL: 'https://w.example/',
  NOTICE_WEBHOOK_SECRET: 'whsec_of-some-length',
}

test('every variable is read', () => {
  expect(noticesOf(EVERY)).toEqual({
    slack: { url: 'https://hooks.slack.example/s', events: ['failed', 'rolled-back'] },
    discord: { url: 'https://discord.example/d' },
    telegram: { token: '123:abc', chat: '-100123' },
    email: {
      host: 'smtp.example',
      port: 2525,
      user: 'me',
      password: 'p',
      from: 'Relevo <relevo@a.example>',
      to: 'a@a.example, b@a.example',
    },
    webhook: { url: 'https://w.example/', secret: 'whsec_of-some-length' },
  })
})

test('a sink is on when it has an address, and off when it is told so, whatever else is set', () => {
  const url = 'https://hooks.slack.example/s'
  expect(noticesOf({ SLACK_WEBHOOK_URL: url })).toEqual({ slack: { url } })
  expect(noticesOf({}, { slack: { url } })).toEqual({ slack: { url } })
  expect(noticesOf({ SLACK_ENABLED: 'false' }, { slack: { url } })).toEqual({})
  expect(noticesOf({ SLACK_ENABLED: 'true' }, { slack: { url, enabled: false } })).toEqual({ slack: { url } })
  expect(noticesOf({}, { slack: { enabled: false } })).toEqual({})
  expect(noticesOf({ SLACK_ENABLED: 'false', SLACK_WEBHOOK_URL: 'no address' })).toEqual({})
})

test('a detail alone turns nothing on', () => {
  expect(noticesOf({ SMTP_PORT: '587', SLACK_EVENTS: 'failed', TELEGRAM_CHAT_ID: '1' })).toEqual({})
})

test.each([
  [
    { SLACK_ENABLED: 'true' },
    ['notices.slack.url (or SLACK_WEBHOOK_URL) is not set: must be an address that begins with'],
  ],
  [{ TELEGRAM_BOT_TOKEN: '1:a' }, ['notices.telegram.chat (or TELEGRAM_CHAT_ID) is not set: must be']],
  [
    { EMAIL_ENABLED: 'true' },
    [
      'notices.email.host (or SMTP_HOST) is not set',
      'notices.email.from (or SMTP_FROM) is not set',
      'notices.email.to (or SMTP_TO) is not set',
    ],
  ],
  [
    { ...EVERY, SMTP_PASSWORD: '' },
    ['notices.email is an object: must be one that has both user and password (SMTP_USER, SMTP_PASSWORD), or neither.'],
  ],
  [{ ...EVERY, SMTP_TO: 'ops' }, ['SMTP_TO is "ops": must be an e-mail address']],
  [{ ...EVERY, SMTP_TO: 'a@b\nBcc: c@d' }, ['SMTP_TO is "a@b\\nBcc: c@d": must be an e-mail address']],
  [{ ...EVERY, SLACK_ENABLED: 'yes' }, ['SLACK_ENABLED is "yes": must be true or false.']],
  [
    { ...EVERY, DISCORD_EVENTS: 'failed,done' },
    [
      'DISCORD_EVENTS is "failed,done": must be some of started, succeeded, failed, rolled-back, paused, approval, alert, needs-hands.',
    ],
  ],
  [
    { ...EVERY, NOTICE_WEBHOOK_SECRET: 'short' },
    ['NOTICE_WEBHOOK_SECRET is a secret (not shown): must be at least 16 characters without spaces.'],
  ],
])('%o is refused', (env, lines) => {
  expect(problemsOf({}, env)).toEqual(lines.map((line) => expect.stringContaining(line)))
})

test('a sink that is none is told with the nearest that is', () => {
  expect(problemsOf({ notices: { slak: { url: 'https://a.example' } } })).toEqual([
    'notices.slak is no setting. Did you mean slack?',
  ])
})
