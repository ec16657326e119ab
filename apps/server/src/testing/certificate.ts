import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** ECDSA with SHA-256, common name, subject alternative name, basic constraints: object identifiers, encoded. */
const ECDSA_SHA256 = tlv(0x30, Buffer.from('06082a8648ce3d040302', 'hex'))
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const ALTERNATIVE_NAME = Buffer.from('0603551d11', 'hex')
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex')

/** That this key may sign certificates, and that whoever does not know what that means must not go on. */
const MAY_SIGN = tlv(0x30, BASIC_CONSTRAINTS, Buffer.of(1, 1, 0xff), tlv(0x04, tlv(0x30, Buffer.of(1, 1, 0xff))))
const FOR_LOOPBACK = tlv(
  0x30,
  ALTERNATIVE_NAME,
  tlv(0x04, tlv(0x30, tlv(0x82, Buffer.from('localhost')), tlv(0x87, Buffer.of(127, 0, 0, 1)))),
)

/** A certificate and its key, PEM. */
export interface Certificate {
  cert: string
  key: string
}

/** Signs certificates that are good for an hour. */
interface Authority {
  /** Its own certificate, PEM: what others trust. */
  cert: string
  /** A certificate for 127.0.0.1 and localhost, or of a client: the name is what a broker may take as its user. */
  issue(name: string): Certificate
}

/** An authority of a test. */
export function certificateAuthority(name: string): Authority {
  const own = { name: nameOf(name), ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }
  return {
    cert: signed(own, own.privateKey, own, MAY_SIGN),
    issue(subject) {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const cert = signed(own, own.privateKey, { name: nameOf(subject), ...pair }, FOR_LOOPBACK)
      return { cert, key: String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })) }
    },
  }
}

/** A certificate for 127.0.0.1 that nobody signed but itself. */
export function certificateForLoopback(): Certificate {
  const pair = { name: nameOf('loopback'), ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) }
  const key = String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return { cert: signed(pair, pair.privateKey, pair, FOR_LOOPBACK), key }
}

function nameOf(text: string): Buffer {
  return tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, tlv(0x0c, Buffer.from(text)))))
}

/** PEM of a certificate (X.509, RFC 5280), good for an hour. */
function signed(
  issuer: { name: Buffer },
  issuerKey: KeyObject,
  subject: { name: Buffer; publicKey: KeyObject },
  extension: Buffer,
): string {
  const [now, hour] = [Date.now(), 3_600_000]
  const content = tlv(
    0x30,
    tlv(0xa0, Buffer.of(2, 1, 2)),
    tlv(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ECDSA_SHA256,
    issuer.name,
    tlv(0x30, time(now - hour), time(now + hour)),
    subject.name,
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, tlv(0x30, extension)),
  )
  const signature = tlv(0x03, Buffer.of(0), sign('sha256', content, issuerKey))
  const text = tlv(0x30, content, ECDSA_SHA256, signature).toString('base64')
  // OpenSSL reads lines of at most 76 characters.
  const lines = text.match(/.{1,64}/g)?.join('\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

/** Tag, length, value: the form of everything in DER. */
function tlv(tag: number, ...parts: Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  const { length } = value
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), value])
}

/** UTCTime: `YYMMDDhhmmssZ`. */
function time(at: number): Buffer {
  return tlv(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`))
}
