/** A server of ours says something every 15 s: after three times that, in milliseconds, the connection counts as dead. */
const SILENCE = 45_000

/**
 * What comes of a stream, until nothing comes for too long: a connection that broke without a word says nothing for ever.
 *
 * @param silence ends the request that the stream is of
 * @param told what is thrown for what went wrong
 */
export async function* untilSilent(
  body: AsyncIterable<Uint8Array>,
  silence: AbortController,
  told: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  const giveUp = () => silence.abort(new Error(`nothing for ${SILENCE / 1000} s`))
  let timer = setTimeout(giveUp, SILENCE)
  try {
    for await (const bytes of body) {
      clearTimeout(timer)
      timer = setTimeout(giveUp, SILENCE)
      yield bytes
    }
  } catch (error) {
    throw told(error)
  } finally {
    clearTimeout(timer)
  }
}
