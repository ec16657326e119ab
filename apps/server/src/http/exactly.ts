import { Transform } from 'node:stream'

/**
 * Passes bytes on, and fails when there are more or fewer than announced: an answer that ends early on a connection that stays
 * open would keep its caller waiting.
 *
 * @example pipeline(file, createGunzip(), exactly(8_000), reply)
 */
export function exactly(bytes: number): Transform {
  let passed = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length
      if (passed > bytes) done(new Error(`more than ${bytes} bytes`))
      else done(null, chunk)
    },
    flush(done) {
      done(passed < bytes ? new Error(`${passed} of ${bytes} bytes`) : null)
    },
  })
}
