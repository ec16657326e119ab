/** A message as a browser's EventSource would hand it out, and what came that is no message. */
export interface Message {
  /** Absent for a block that only says how far the reader has come. */
  event?: string
  id?: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers as the outside does
  data?: any
}

/** One who reads a stream of Server-Sent Events, with everything that came on record. */
export interface StreamClient {
  response: Response
  /** Every block, also those that an EventSource keeps to itself. */
  blocks: Message[]
  /** The next message that is so, of those nobody was given yet. Fails when the stream ends before. */
  next(isMeant: (message: Message) => boolean): Promise<Message>
  /** Resolves when the stream has ended, or was cut. */
  over: Promise<void>
  leave(): void
}

/** Open a stream. */
export async function readStream(url: string, headers: Record<string, string>): Promise<StreamClient> {
  const leaving = new AbortController()
  const response = await fetch(url, { headers, signal: leaving.signal })
  const blocks: Message[] = []
  let given = 0
  let isOver = false
  const waiting: (() => void)[] = []
  const look = () => {
    for (const wake of waiting.splice(0)) wake()
  }
  const read = async () => {
    let text = ''
    const decoder = new TextDecoder()
    try {
      for await (const part of response.body ?? []) {
        text += decoder.decode(part, { stream: true })
        const whole = text.split('\n\n')
        text = whole.pop() ?? ''
        blocks.push(...whole.map(messageOf))
        look()
      }
    } catch {
      // cut, or left
    }
    isOver = true
    look()
  }
  return {
    response,
    blocks,
    async next(isMeant) {
      for (;;) {
        const block = blocks[given]
        if (block) given++
        else if (isOver) throw new Error(`the stream is over: ${JSON.stringify(blocks)}`)
        else await new Promise<void>((resolve) => waiting.push(resolve))
        if (block && isMeant(block)) return block
      }
    },
    over: read(),
    leave: () => leaving.abort(),
  }
}

function messageOf(block: string): Message {
  const fields = new Map(
    block.split('\n').map((line) => line.split(/:(.*)/s).map((part) => part.trim())) as [string, string][],
  )
  const [event, id, data] = [fields.get('event'), fields.get('id'), fields.get('data')]
  return {
    ...(event !== undefined && { event }),
    ...(id !== undefined && { id }),
    ...(data !== undefined && { data: JSON.parse(data) }),
  }
}
