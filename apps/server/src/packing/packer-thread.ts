import { createWriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { pipeline } from 'node:stream/promises'
import { parentPort } from 'node:worker_threads'
import { encodePatch, type PatchSide } from '@relevo/packing'
import { isRightPatch } from './check-patch.ts'
import { compressFile } from './compress-file.ts'
import type { Answer, Made, ThreadJob } from './jobs.ts'

// Tablets come first: what this thread does itself, which is to find out what a patch copies, it does with what they leave of
// the processor. Only Linux knows a priority of one thread (setpriority(2)); elsewhere it would be that of the whole server. What
// zlib does, threads of libuv do for it, one at a time.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW)

/** The packer's thread: one job after the other, each answered. Whoever wants it to stop ends the thread. */
parentPort?.on('message', (job: ThreadJob) => {
  make(job).then(
    (made) => answer({ made }),
    (error: NodeJS.ErrnoException) =>
      answer({ error: { message: error.message, ...(error.code !== undefined && { code: error.code }) } }),
  )
})

function answer(what: Answer): void {
  parentPort?.postMessage(what)
}

async function make(job: ThreadJob): Promise<Made> {
  if (job.do === 'compress') return { [job.form]: await compressFile(job.source, job.form, job.place) }
  if (job.do === 'check') return { isRight: await isRightPatch(job) }
  const { from, to, sources, places } = job
  const read: PatchSide['read'] = (sha256) => readFile(sources.get(sha256) ?? '')
  const identity = createWriteStream(places.identity, { flags: 'wx' })
  await pipeline(encodePatch(from && { files: from, read }, { files: to, read }), identity)
  const made = {
    identity: identity.bytesWritten,
    br: await compressFile(places.identity, 'br', places.br),
    gzip: await compressFile(places.identity, 'gzip', places.gzip),
  }
  await rm(places.identity)
  return made
}
