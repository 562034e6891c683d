import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

import { freePort } from './free-port.ts'

export interface StartedServer {
  address: string
  stop(): Promise<void>
}

/** The built product on a port of its own. @throws Error when it ends instead of listening */
export async function startServer(environment: Record<string, string | undefined>): Promise<StartedServer> {
  const port = String(await freePort())
  const server = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, ...environment, PORT: port, ORIGIN: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(server, 'exit')
  let said = ''
  const listening = new Promise<true>((done) => {
    server.stdout.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes('Listening on')) done(true)
    })
  })
  const isListening = await Promise.race([listening, ended.then(() => false)])
  if (!isListening) throw new Error(`the server ended before it listened: ${said}`)
  return {
    address: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.kill()
      await ended
    },
  }
}
