import type { StyleSpecification } from 'maplibre-gl'

/** Longest time, in milliseconds, one answer of an operator's map service is waited for. */
const patienceMs = 5_000
/** How long until an operator's map service that did not answer is asked again. */
const askAgainMs = 60_000

/**
 * Every origin a browser has to reach to draw a style: its own, and those of its letters, pictures and tiles, with the
 * tile lists (TileJSON) it names. A content security policy must let them through in `connect-src`. What does not answer
 * counts with the origin it was asked at.
 */
export async function styleOrigins(styleUrl: string, ask: typeof fetch = fetch): Promise<string[]> {
  const style = await askJson<Partial<StyleSpecification>>(styleUrl, ask)
  const lists = sourcesOf(style).flatMap(({ url }) => (url === undefined ? [] : [absolute(url, styleUrl)]))
  const tileLists = await Promise.all(
    lists.map(async (list) =>
      (await askJson<{ tiles?: string[] }>(list, ask))?.tiles?.map((tile) => absolute(tile, list)),
    ),
  )
  const sprites = typeof style?.sprite === 'string' ? [style.sprite] : (style?.sprite ?? []).map(({ url }) => url)
  const tiles = sourcesOf(style).flatMap((source) => source.tiles ?? [])
  const data = sourcesOf(style).flatMap((source) => (typeof source.data === 'string' ? [source.data] : []))
  const named = [...sprites, ...tiles, ...data, ...(style?.glyphs === undefined ? [] : [style.glyphs])]
  const all = [
    styleUrl,
    ...lists,
    ...tileLists.flatMap((found) => found ?? []),
    ...named.map((url) => absolute(url, styleUrl)),
  ]
  return [...new Set(all.map((url) => URL.parse(url)?.origin ?? 'null'))].filter((origin) => origin !== 'null').sort()
}

/**
 * Keeps an eye on a style without making anyone wait: answers the origins known so far, which are the style's own until
 * everything has been asked. What does not answer is asked again every minute.
 */
export function followStyleOrigins(styleUrl: string, ask: typeof fetch = fetch): () => readonly string[] {
  let origins: readonly string[] = [new URL(styleUrl).origin]
  const look = async () => {
    let answered = true
    origins = await styleOrigins(styleUrl, async (...asked) => {
      const answer = await ask(...asked).catch(() => null)
      answered &&= answer?.ok ?? false
      return answer ?? Response.error()
    })
    if (!answered) setTimeout(() => void look(), askAgainMs).unref()
  }
  void look()
  return () => origins
}

/** The same content security policy with `origins` among those a page may connect to. */
export function allowConnections(policy: string, origins: readonly string[]): string {
  if (origins.length === 0) return policy
  return policy.replace(/(^|;)(\s*connect-src)\b/, `$1$2 ${origins.join(' ')}`)
}

interface NamedSource {
  url?: string
  tiles?: string[]
  data?: unknown
}

const sourcesOf = (style: Partial<StyleSpecification> | null): NamedSource[] =>
  Object.values(style?.sources ?? {}) as NamedSource[]

/** Templates ("{z}", "{fontstack}") survive in a path; only the origin is wanted of them. */
const absolute = (url: string, base: string) => URL.parse(url, base)?.href ?? url

async function askJson<Answer>(url: string, ask: typeof fetch): Promise<Answer | null> {
  try {
    const answer = await ask(url, { signal: AbortSignal.timeout(patienceMs) })
    return answer.ok ? ((await answer.json()) as Answer) : null
  } catch {
    return null
  }
}
