import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'

/**
 * A port of the loopback address that nobody listened on a moment ago, and that the system gives to nobody by itself: any
 * connection that any program makes takes one of the ports from which the system chooses, also the one just found free.
 */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(lowest, highest() + 1)
    if (await isFree(port)) return port
  }
  throw new Error(`no port from ${lowest} to ${highest()} is free`)
}

const lowest = 15_000

function highest(): number {
  try {
    const [first = NaN] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/).map(Number)
    return first > lowest + 1000 ? first - 1 : usualHighest
  } catch {
    return usualHighest
  }
}

/** Linux chooses from 32768, others from 49152. */
const usualHighest = 32_767

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
}
