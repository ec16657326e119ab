import { expect, test } from 'vitest'
import type { Letter } from '../fleet/notices/ports.ts'
import { certificateForLoopback } from '../testing/certificate.ts'
import { smtpEndpoint } from '../testing/smtp-endpoint.ts'
import { emailSink } from './email.ts'

const LETTER: Letter = {
  id: '0b7c',
  at: 0,
  notice: {
    severity: 'critical',
    title: 'production: r2 failed – añade',
    lines: ['Reason: x', '.', 'By: ana'],
    link: 'http://r/',
  },
}

/** Host and addresses of every test; the login where a test wants one. */
const MAIL = {
  host: '127.0.0.1',
  from: 'Relevo <relevo@panel.example>',
  to: 'ops@panel.example, on-call@panel.example',
}
const LOGIN = { user: 'relevo', password: 'right-password' }

/** Headers with their folded lines, and the decoded body. */
function read(source: string): { headers: string; body: string } {
  const [head = '', ...rest] = source.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n').replaceAll('=\r\n', '')
  return { headers: head.replaceAll(/\r\n[ \t]/g, ' '), body }
}

test('a mail has an id that stays, a subject that says how bad it is, and everybody it is for', async () => {
  const { port, mails } = await smtpEndpoint()
  const sink = emailSink({ ...MAIL, port })
  expect(await sink.send(LETTER)).toEqual({ result: 'delivered', detail: 'accepted' })
  await sink.send(LETTER)
  expect(mails).toMatchObject([
    { from: 'relevo@panel.example', to: ['ops@panel.example', 'on-call@panel.example'], secure: false },
    {},
  ])
  for (const { source } of mails) {
    const { headers, body } = read(source)
    expect(headers).toMatch(/^Message-ID: <0b7c@panel\.example>$/m)
    expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(headers).toMatch(/^X-Relevo-Severity: critical$/m)
    expect(headers).toMatch(/^Importance: high$/im)
    expect(headers).toMatch(/^Subject: .*CRITICAL/m)
    expect(body).toContain('Reason: x\r\n')
    expect(body).toContain('http://r/')
  }
})

test('no text becomes a header or another receiver', async () => {
  const { port, mails } = await smtpEndpoint()
  const title = 'x\r\nBcc: thief@evil.example\r\n\r\nhello'
  await emailSink({ ...MAIL, port }).send({ ...LETTER, notice: { ...LETTER.notice, title } })
  expect(mails[0]?.to).toEqual(['ops@panel.example', 'on-call@panel.example'])
  expect(read(mails[0]?.source ?? '').headers).not.toMatch(/^Bcc:/im)
})

test('a login on this machine needs no TLS', async () => {
  const { port, mails } = await smtpEndpoint()
  expect(await emailSink({ ...MAIL, port, ...LOGIN }).send(LETTER)).toMatchObject({ result: 'delivered' })
  expect(mails).toMatchObject([{ user: 'relevo', secure: false }])
})

test('a login elsewhere needs TLS: without it the password is not sent', async () => {
  const { port, mails, logins } = await smtpEndpoint({ disabledCommands: ['STARTTLS'] })
  // Every address of this machine, which is not one of those that mean it.
  const sink = emailSink({ ...MAIL, port, ...LOGIN, host: '0.0.0.0' })
  expect(await sink.send(LETTER)).toEqual({
    result: 'refused',
    detail: 'no TLS with this server, and a password needs it',
  })
  expect([mails, logins]).toEqual([[], []])
})

test('STARTTLS is used where it is offered', async () => {
  const certificate = certificateForLoopback()
  const { port, mails } = await smtpEndpoint({ ...certificate, hideSTARTTLS: false, allowInsecureAuth: false })
  const sink = emailSink({ ...MAIL, port, ...LOGIN }, certificate.cert)
  expect(await sink.send(LETTER)).toMatchObject({ result: 'delivered' })
  expect(mails).toMatchObject([{ user: 'relevo', secure: true }])
})

test('a certificate nobody vouches for is given no password and no mail', async () => {
  const { port, mails, logins } = await smtpEndpoint({ ...certificateForLoopback(), hideSTARTTLS: false })
  expect(await emailSink({ ...MAIL, port, ...LOGIN }).send(LETTER)).toEqual({
    result: 'failed',
    detail: 'no answer: DEPTH_ZERO_SELF_SIGNED_CERT',
  })
  expect([mails, logins]).toEqual([[], []])
})

test('a wrong password is refused for good, and is in no detail, though the server repeats it', async () => {
  const { port, logins } = await smtpEndpoint()
  const outcome = await emailSink({ ...MAIL, port, user: 'relevo', password: 'wrong-password' }).send(LETTER)
  expect(logins).toEqual(['wrong-password'])
  expect(outcome).toEqual({ result: 'refused', detail: expect.stringMatching(/^SMTP 535 no login with …$/) })
})

test.each([
  [550, 'refused', 'SMTP 550 no such person'],
  [451, 'failed', 'SMTP 451 no such person'],
])('%d means it is %s', async (responseCode, result, detail) => {
  const { port } = await smtpEndpoint({}, { responseCode, says: 'no such person' })
  expect(await emailSink({ ...MAIL, port }).send(LETTER)).toEqual({ result, detail })
})

test('a mail that one of its receivers cannot get is delivered, and says so', async () => {
  const { port, mails } = await smtpEndpoint({
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('on-call') ? Object.assign(new Error('who?'), { responseCode: 550 }) : null)
    },
  })
  expect(await emailSink({ ...MAIL, port }).send(LETTER)).toEqual({
    result: 'delivered',
    detail: 'refused for 1 of them',
  })
  expect(mails[0]?.to).toEqual(['ops@panel.example'])
})

test('a server that is not there has failed, and may be there later', async () => {
  expect(await emailSink({ ...MAIL, port: 1 }).send(LETTER)).toEqual({
    result: 'failed',
    detail: 'no answer: ECONNREFUSED',
  })
})
