import { createHash, timingSafeEqual } from 'node:crypto'
import type { Topics } from '@relevo/core/protocol'
import type { AedesOptions, AuthenticateError, Client } from 'aedes'
import { mayPublish, maySubscribe, OPERATOR, REPORT_LIMIT, type Role } from './access.ts'

type Hooks = Required<Pick<AedesOptions, 'authenticate' | 'authorizePublish' | 'authorizeSubscribe'>>

/** CONNACK 4 of MQTT 3.1.1; the library has it as a const enum, which plain type stripping cannot use. */
const BAD_USERNAME_OR_PASSWORD = 4

/** The broker's three questions: who are you, may you write that, may you read that. */
export function authorization(token: string, topics: Topics): Hooks {
  const right = digest(token)
  const roles = new WeakMap<Client, Role>()
  const roleOf = (client: Client): Role => roles.get(client) ?? 'anonymous'

  return {
    authenticate(client, username, password, done) {
      if (username === undefined) return done(null, true)
      if (username === OPERATOR && timingSafeEqual(digest(password ?? ''), right)) {
        roles.set(client, 'operator')
        return done(null, true)
      }
      const refusal = new Error('wrong user name or password') as AuthenticateError
      refusal.returnCode = BAD_USERNAME_OR_PASSWORD
      done(refusal, false)
    },
    authorizePublish(client, packet, done) {
      if (client === null || mayPublish(roleOf(client), client.id, packet.topic, topics)) {
        // What is no report is not kept for others either.
        if (client !== null && roleOf(client) === 'anonymous' && packet.payload.length > REPORT_LIMIT) {
          packet.retain = false
        }
        return done(null)
      }
      // MQTT 3.1.1 knows no negative answer to a publish: the connection ends.
      done(new Error(`${client.id} may not publish to ${packet.topic}`))
    },
    authorizeSubscribe(client, subscription, done) {
      if (maySubscribe(roleOf(client), client.id, subscription.topic, topics)) return done(null, subscription)
      done(null, null)
    },
  }
}

function digest(text: string | Buffer): Buffer {
  return createHash('sha256').update(text).digest()
}
