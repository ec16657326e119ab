import { generateKeyPairSync, sign } from 'node:crypto'

/** A key and a certificate for `localhost` that nobody vouches for, made anew: no key has to be kept with the tests. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const ecdsaWithSha256 = der(0x30, Buffer.from('06082a8648ce3d040302', 'hex'))
  const commonName = der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('localhost')))
  const name = der(0x30, der(0x31, commonName))
  const until = (year: string) => der(0x18, Buffer.from(`${year}0101000000Z`))
  const body = der(
    0x30,
    der(0x02, Buffer.from([1])), // serial number
    ecdsaWithSha256,
    name,
    der(0x30, until('2020'), until('2099')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey))
  const certificate = der(0x30, body, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** One value of the Distinguished Encoding Rules (ITU-T X.690): tag, length, contents. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const contents = Buffer.concat(parts)
  const length =
    contents.length < 0x80
      ? [contents.length]
      : contents.length < 0x100
        ? [0x81, contents.length]
        : [0x82, contents.length >> 8, contents.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...length]), contents])
}
