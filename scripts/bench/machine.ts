import { cpus, loadavg } from 'node:os'

/** What the figures were measured on, and how busy it was with other work. */
export function describeMachine(): string {
  const load = loadavg()[0]?.toFixed(1) ?? '?'
  return `${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, Node ${process.version}, load ${load}`
}
