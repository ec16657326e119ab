import type { Duplex } from 'node:stream'
import { type Beginning, beginningOf } from './first-bytes.ts'

/** Who connects and says nothing is let go after so long, ms. */
const SILENT_AT_MOST = 10_000

/**
 * Looks at what a connection says first, and puts it back for who reads next. One that ends or stays silent is nobody: port
 * scanners and health checks of proxies come so.
 *
 * @param onMqtt told when it begins as MQTT that we speak
 * @param onStranger told what it is otherwise, with its first bytes; it must end the connection
 */
export function greet(
  stream: Duplex,
  onMqtt: () => void,
  onStranger: (beginning: Beginning, bytes: Buffer) => void,
): void {
  const chunks: Buffer[] = []
  const silent = setTimeout(() => stream.destroy(), SILENT_AT_MOST)
  silent.unref()
  const onError = () => undefined // a reset is as good as an end
  const over = () => {
    clearTimeout(silent)
    stream.off('readable', look)
    stream.off('error', onError)
    stream.off('close', over)
  }
  function look(): void {
    const chunk: Buffer | null = stream.read()
    if (chunk === null) return
    chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const beginning = beginningOf(bytes)
    if (beginning.kind === 'more') return
    over()
    stream.unshift(bytes)
    if (beginning.kind === 'mqtt') onMqtt()
    else onStranger(beginning, bytes)
  }
  stream.on('readable', look)
  stream.on('error', onError)
  stream.on('close', over)
}
