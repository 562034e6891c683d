import { once } from 'node:events'
import { createServer } from 'node:net'

import type { Config } from './config.ts'
import { ProblemError } from './problem.ts'
import { isLoopback, refuseOpenHost } from './reach.ts'

/** Where nothing else is said, nobody but this machine reaches the product. */
const loopback = '127.0.0.1'

/**
 * Before the built server is imported: others may reach it only where it is safe, its port is free, and the Node adapter is
 * told where to listen and how large a request may be.
 *
 * @param largestBody bytes
 * @returns the address it will answer at, on this machine
 * @throws ProblemError port-unusable · invalid-configuration
 */
export async function prepareListening(config: Config, largestBody: number): Promise<string> {
  const { port, host = loopback } = config
  refuseOpenHost({ ...config, host })
  await refuseUnusablePort(port, host)
  const address = `http://${isLoopback(host) && !host.includes(':') ? host : loopback}:${port}`
  process.env['HOST'] = host
  process.env['PORT'] = String(port)
  if (!process.env['ORIGIN']) process.env['ORIGIN'] = address
  if (!process.env['BODY_SIZE_LIMIT']) process.env['BODY_SIZE_LIMIT'] = String(largestBody)
  return address
}

/** @throws ProblemError port-unusable */
export async function refuseUnusablePort(port: number, host: string): Promise<void> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw portProblem(port, error)
  }
  server.close()
  await once(server, 'close')
}

function portProblem(port: number, error: unknown): ProblemError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const reason =
    code === 'EADDRINUSE'
      ? {
          sv: `Port ${port} används redan av ett annat program. Stäng det, eller ange en annan port med PORT.`,
          en: `Port ${port} is already used by another program. Stop it, or give another port with PORT.`,
        }
      : {
          sv: `Port ${port} får inte användas (${code}). Ange en annan.`,
          en: `Port ${port} may not be used (${code}). Give another.`,
        }
  return new ProblemError('port-unusable', [{ reason }], error)
}
