/** What could not be tested here, said so loudly that nobody takes the silence for a pass. */
export function skippedBanner(what: string, reason: string): string {
  const line = '!'.repeat(100)
  return `${line}\n!!  SKIPPED: ${what}\n!!  ${reason}\n${line}`
}
