/** Stops and continues a process until it is told to end; see `slowed`. */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'

/** The process, and one number: how many times as long as it runs a turn of it is. The number may change meanwhile. */
export interface SlowThread {
  pid: number
  times: Float64Array
}

/**
 * How long it runs at a time, ms. What another process answers waits for the next turn, which it does not on a processor
 * that is slow: so turns are as short as signals allow. (The throttle of developer tools has turns of 0.2 ms in all.)
 *
 * @see https://chromium.googlesource.com/chromium/src/+/main/third_party/blink/renderer/platform/scheduler/util/thread_cpu_throttler.cc
 */
const RUN = 0.2

const { pid, times } = workerData as SlowThread
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
    const until = stopped + ((times[0] as number) - 1) * (stopped - begun)
    while (performance.now() < until) sleep(until - performance.now())
  }
} finally {
  process.kill(pid, 'SIGCONT')
}
port.postMessage('ended')
