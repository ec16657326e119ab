import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** ECDSA with SHA-256, common name, subject alternative name: object identifiers, encoded. */
const ECDSA_SHA256 = tlv(0x30, Buffer.from('06082a8648ce3d040302', 'hex'))
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const ALTERNATIVE_NAME = Buffer.from('0603551d11', 'hex')

/** A certificate for 127.0.0.1 and its key, PEM, good for an hour, signed by itself (X.509, RFC 5280). */
export function certificateForLoopback(): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = tlv(0x30, tlv(0x31, tlv(0x30, COMMON_NAME, tlv(0x0c, Buffer.from('loopback')))))
  const [now, hour] = [Date.now(), 3_600_000]
  const serial = Buffer.concat([Buffer.of(1), randomBytes(8)])
  const addresses = tlv(0x04, tlv(0x30, tlv(0x87, Buffer.of(127, 0, 0, 1))))
  const signed = tlv(
    0x30,
    tlv(0xa0, Buffer.of(2, 1, 2)),
    tlv(0x02, serial),
    ECDSA_SHA256,
    name,
    tlv(0x30, time(now - hour), time(now + hour)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, tlv(0x30, tlv(0x30, ALTERNATIVE_NAME, addresses))),
  )
  const signature = tlv(0x03, Buffer.of(0), sign('sha256', signed, privateKey))
  const der = tlv(0x30, signed, ECDSA_SHA256, signature)
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  }
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
