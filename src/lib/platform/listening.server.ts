import { once } from 'node:events'
import { createServer } from 'node:net'

import type { Config } from './config.ts'
import { ProblemError } from './problem.ts'

/** Nobody signs in yet, so nobody but this machine may reach the product. */
const loopback = '127.0.0.1'

/**
 * Before the built server is imported: its port is free, and the Node adapter is told where to listen and how large a
 * request may be.
 *
 * @param largestBody bytes
 * @returns the address it will answer at
 * @throws ProblemError port-unusable
 */
export async function prepareListening({ port }: Config, largestBody: number): Promise<string> {
  await refuseUnusablePort(port, loopback)
  const address = `http://${loopback}:${port}`
  process.env['HOST'] = loopback
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
