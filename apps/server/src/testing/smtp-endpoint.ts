import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** A mail as it arrived: by which envelope, over which connection, and its source. */
interface Mail {
  from: string
  to: string[]
  user: unknown
  secure: boolean
  source: string
}

/**
 * A real SMTP server.
 *
 * @param refuse answers a mail with this status instead of taking it
 */
export async function smtpEndpoint(options: SMTPServerOptions = {}, refuse?: { responseCode: number; says: string }) {
  const mails: Mail[] = []
  const logins: (string | undefined | null)[] = []
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      logins.push(password)
      if (password === 'right-password') done(null, { user: username })
      else done(Object.assign(new Error(`no login with ${password}`), { responseCode: 535 }))
    },
    onData(stream, session, done) {
      let source = ''
      stream.on('data', (part) => {
        source += part
      })
      stream.on('end', () => {
        if (refuse) return done(Object.assign(new Error(refuse.says), { responseCode: refuse.responseCode }))
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        mails.push({
          from,
          to: rcptTo.map(({ address }) => address),
          user: session.user,
          secure: session.secure,
          source,
        })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined) // a client that hangs up is what a test wanted
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return { port: (server.server.address() as AddressInfo).port, mails, logins }
}
