import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { bodyLimits, routePolicy, type PolicyRow, type RoutePart } from './route-policy.ts'

/** A route as its files have it. */
export interface FoundRoute {
  id: string
  parts: readonly RoutePart[]
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly RoutePart[]

/** Every route under a folder such as src/routes: its id as the router names it, and what it takes. */
export function readRoutes(folder: string): FoundRoute[] {
  const folders = ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].map((name) =>
    name.replaceAll('\\', '/'),
  )
  return folders
    .map((name) => ({ id: `/${name}`, parts: partsIn(join(folder, name)) }))
    .filter(({ parts }) => parts.length > 0)
    .sort((a, b) => a.id.localeCompare(b.id))
}

function partsIn(folder: string): RoutePart[] {
  const page = existsSync(join(folder, '+page.svelte')) || existsSync(join(folder, '+page.server.ts'))
  const actions = exportsOf(join(folder, '+page.server.ts')).includes('actions')
  const answered = exportsOf(join(folder, '+server.ts'))
  // A fallback answers every method: each must then stand in the row.
  const taken = answered.includes('fallback') ? methods : methods.filter((method) => answered.includes(method))
  return [
    ...new Set<RoutePart>([...(page ? (['page'] as const) : []), ...(actions ? (['POST'] as const) : []), ...taken]),
  ]
}

/** The names a file exports: by declarations, which is how the house writes them, or by a list. */
function exportsOf(file: string): string[] {
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const declared = [...text.matchAll(/^export\s+(?:const|let|async\s+function|function)\s+(\w+)/gm)].map(
    ([, name = '']) => name,
  )
  const listed = [...text.matchAll(/^export\s*\{([^}]*)\}/gm)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replace(/^.*\bas\s+/, '').trim()),
  )
  return [...declared, ...listed]
}

/** What the policy does not say of the routes there are, or says of what there is not; in words that tell what to do. */
export function policyFaults(
  found: readonly FoundRoute[],
  policy: Readonly<Record<string, PolicyRow>> = routePolicy,
  limits: Readonly<Record<string, number | 'streamed'>> = bodyLimits,
): string[] {
  const missing = found.flatMap(({ id, parts }) => {
    const row = policy[id] ?? {}
    const unsaid = parts
      .filter((part) => row[part] === undefined)
      .map((part) => `${id} (${part}): nobody has said who is let in. Add it to routePolicy.`)
    const writes = parts.some((part) => part !== 'page' && part !== 'GET')
    const unmeasured =
      writes && limits[id] === undefined ? [`${id}: nobody has said how much may be sent. Add it to bodyLimits.`] : []
    return [...unsaid, ...unmeasured]
  })
  const partsOf = new Map(found.map(({ id, parts }) => [id, parts]))
  const extra = Object.entries(policy).flatMap(([id, row]) =>
    Object.keys(row)
      .filter((part) => !partsOf.get(id)?.includes(part as RoutePart))
      .map((part) => `${id} (${part}): there is no such route. Take it out of routePolicy.`),
  )
  const idle = Object.keys(limits).filter((id) => !partsOf.get(id)?.some((part) => part !== 'page' && part !== 'GET'))
  return [...missing, ...extra, ...idle.map((id) => `${id}: nothing is sent there. Take it out of bodyLimits.`)]
}

/** The part of the build that stops when a route has no row: for vite.config.ts. */
export function refuseUnguardedRoutes(folder: string) {
  return {
    name: 'fokuskartan-route-policy',
    apply: 'build' as const,
    buildStart() {
      const faults = policyFaults(readRoutes(folder))
      if (faults.length > 0) throw new Error(`src/lib/accounts/route-policy.ts:\n  ${faults.join('\n  ')}`)
    },
  }
}
