/** Stops and continues a process until it is told to end; see `slowed`. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'

/** How long it runs at a time, ms. */
const RUN = 1

const { pid, times } = workerData as { pid: number; times: number }
const port = parentPort as MessagePort
const clock = new Int32Array(new SharedArrayBuffer(4))
const sleep = (time: number) => Atomics.wait(clock, 0, 0, time)

port.postMessage('begun')
try {
  while (!receiveMessageOnPort(port)) {
    // Taken before: what is woken may run instead of this thread.
    const begun = performance.now()
    process.kill(pid, 'SIGCONT')
    sleep(RUN)
    process.kill(pid, 'SIGSTOP')
    // As long as it really ran, which is longer on a busy machine.
    const stopped = performance.now()
    const until = stopped + (times - 1) * (stopped - begun)
    while (performance.now() < until) sleep(until - performance.now())
  }
} finally {
  process.kill(pid, 'SIGCONT')
}
port.postMessage('ended')
