/** One message of Server-Sent Events. */
export interface StreamMessage {
  /** Absent for a message that only says how far the reader has come. */
  event?: string
  /** The last one that was sent, of this message or one before it. */
  id?: string
  data?: string
}

/**
 * The messages of a stream, as they come. A block without data, which browsers keep to themselves, is handed out when it
 * says how far the reader has come.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* messagesIn(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamMessage> {
  const decoder = new TextDecoder() // takes a byte order mark away
  let rest = ''
  let block: string[] = []
  let id: string | undefined
  for await (const bytes of body) {
    const lines = `${rest}${decoder.decode(bytes, { stream: true })}`.split(/\r\n|\n|\r(?=.|\n)/s)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line !== '') {
        block.push(line)
        continue
      }
      const { event, data, ...said } = readBlock(block)
      block = []
      id = said.id ?? id
      if (event === undefined && data === undefined && said.id === undefined) continue
      yield {
        ...(event !== undefined && { event }),
        ...(id !== undefined && { id }),
        ...(data !== undefined && { data }),
      }
    }
  }
}

function readBlock(lines: readonly string[]): StreamMessage {
  const message: StreamMessage = {}
  for (const line of lines) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (field === 'event') message.event = value
    if (field === 'data') message.data = message.data === undefined ? value : `${message.data}\n${value}`
    if (field === 'id' && !value.includes('\0')) message.id = value
  }
  return message
}
