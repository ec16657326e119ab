import { Server } from './server.ts'

/** Start a server once and let it end by itself, which is when Node keeps what it has compiled: those of the stories are killed. */
export default async function compileServer(): Promise<void> {
  const server = await Server.start()
  await server.end()
  await server.stop()
}
