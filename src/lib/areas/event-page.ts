/** The address of an event's page. `path` came with a file: anything but a path of polisen.se's own leads nowhere. */
export function pageAtPolisen(path: string): string | null {
  const own = /^https:\/\/polisen\.se(\/.*)$/.exec(path)?.[1] ?? path
  if (!/^\/(?!\/)[\w\-./?=&%]*$/.test(own)) return null
  return `https://polisen.se${own}`
}
