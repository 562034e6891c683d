import type { Permission } from './permissions.ts'

/**
 * Who is let in at an address.
 *
 * - 'everyone': everybody; who is signed in is known by name.
 * - 'unasked': everybody, and no session is looked for: maps and health answer without the database.
 * - 'this-machine': a program of this machine, and nobody from outside; no session is looked for.
 * - 'signed-in': whoever has a session, whatever roles come with it.
 * - a permission in the municipality that the address names, in its path (slug) or as ?municipality= (query), or for the
 *   whole installation; with `stepUp` only a short while after the person has proved anew who they are.
 */
export type Rule = 'everyone' | 'unasked' | 'this-machine' | 'signed-in' | PermissionRule

export interface PermissionRule {
  may: Permission
  in: 'slug' | 'query' | 'installation'
  stepUp?: true
}

/** `page` is reading a page, its data too; the others are methods: of an address that is no page, or a page's forms (POST). */
export type RoutePart = 'page' | 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type PolicyRow = Readonly<Partial<Record<RoutePart, Rule>>>

const here = (may: Permission) => ({ may, in: 'slug' }) as const
const asked = (may: Permission) => ({ may, in: 'query' }) as const

/**
 * The one table of who is let in where: every route of src/routes by its id, one line each. A route without a row, or with
 * another part than its row, fails the build; what no row lets in is refused by the hook. What a person may do beyond that
 * (single crimes, the other party's words) is decided by the domains, from the reader that the hook makes.
 */
export const routePolicy: Readonly<Record<string, PolicyRow>> = {
  '/': { page: 'everyone' },
  '/sign-in': { page: 'everyone', POST: 'everyone' },
  '/sign-out': { POST: 'everyone' },
  '/step-up': { page: 'signed-in', POST: 'signed-in' },
  '/account': { page: 'signed-in', POST: 'signed-in' },
  '/livez': { GET: 'unasked' },
  '/readyz': { GET: 'unasked' },
  '/metrics': { GET: 'this-machine' },
  '/api/v1/land': { GET: 'unasked' },
  '/api/v1/basemap': { GET: 'unasked' },
  '/api/v1/basemap-tiles': { GET: 'unasked' },
  '/api/v1/area-choices': { GET: asked('map.read') },
  '/api/v1/areas': { GET: asked('map.read') },
  '/api/v1/areas/[code]': { GET: asked('map.read') },
  '/api/v1/cells': { GET: asked('map.read') },
  '/api/v1/cells/[cell]': { GET: asked('map.read') },
  '/api/v1/counts': { GET: asked('map.read') },
  '/api/v1/points': { GET: asked('map.read') },
  '/api/v1/police-events': { GET: asked('map.read') },
  '/[municipality=slug]': { page: here('municipality.enter') },
  '/[municipality=slug]/brief': { page: here('map.read') },
  '/[municipality=slug]/audit': { page: here('audit.read'), POST: here('audit.read') },
  '/[municipality=slug]/audit/download': { GET: here('audit.read') },
  '/[municipality=slug]/audit/heads': { GET: here('audit.read') },
  '/[municipality=slug]/map': { page: here('map.read') },
  '/[municipality=slug]/categories': { page: here('imports.read'), POST: here('categories.write') },
  '/[municipality=slug]/exports': { GET: { ...here('exports.read'), stepUp: true } },
  '/[municipality=slug]/imports': { page: here('imports.read') },
  '/[municipality=slug]/imports/[import=uuid]': { page: here('imports.read'), POST: here('imports.write') },
  '/[municipality=slug]/imports/[import=uuid]/refused': { GET: here('imports.read') },
  '/[municipality=slug]/remarks/[remark=uuid]': { page: here('map.read'), POST: here('remarks.hand-over') },
  '/[municipality=slug]/uploads': { page: here('imports.write'), POST: here('imports.write') },
  '/[municipality=slug]/uploads/[upload=uuid]': { page: here('imports.write'), POST: here('imports.write') },
  '/[municipality=slug]/uploads/[upload=uuid]/progress': { GET: here('imports.write') },
  '/[municipality=slug]/uploads/[upload=uuid]/refusals': { GET: here('imports.write') },
}

/**
 * How many bytes may be sent to each address that takes something, one line each; held in memory, all but 'streamed', which
 * is read as it comes and measured on the way. An address that takes something without a row here fails the build.
 */
export const bodyLimits: Readonly<Record<string, number | 'streamed'>> = {
  '/sign-in': 10_000,
  '/sign-out': 1_000,
  '/step-up': 10_000,
  '/account': 10_000,
  '/[municipality=slug]/audit': 10_000,
  '/[municipality=slug]/categories': 1_000_000,
  '/[municipality=slug]/imports/[import=uuid]': 10_000,
  '/[municipality=slug]/remarks/[remark=uuid]': 10_000,
  '/[municipality=slug]/uploads': 'streamed',
  '/[municipality=slug]/uploads/[upload=uuid]': 1_000_000,
}

/** The rule for a request, HEAD as GET; null where the address takes no such method. */
export function ruleFor(routeId: string, method: string): Rule | null {
  const row = routePolicy[routeId]
  if (row === undefined) return null
  const isRead = method === 'GET' || method === 'HEAD'
  return (isRead ? (row.page ?? row.GET) : row[method as RoutePart]) ?? null
}

/** Whether reading the address gives a page, for a person, rather than data or a file. */
export function isPage(routeId: string): boolean {
  return routePolicy[routeId]?.page !== undefined
}

/** The methods an address takes, for the header of a 405. */
export function methodsOf(routeId: string): string {
  const parts = Object.keys(routePolicy[routeId] ?? {})
  return parts.flatMap((part) => (part === 'page' || part === 'GET' ? ['GET', 'HEAD'] : [part])).join(', ')
}
