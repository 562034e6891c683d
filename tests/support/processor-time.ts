/**
 * Milliseconds of processor time that this thread has had. Of two differences one tells how much work lay between them,
 * whatever the machine gave to others meanwhile.
 */
export function threadMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
