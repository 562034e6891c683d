import type { Access, Party, StaffRole } from './access.ts'

/**
 * What can be permitted. `municipality.enter` opens its first page. Counts of crimes by area are in `map.read`; by cell, and
 * single ones, are not.
 */
export const permissionNames = [
  'municipality.enter',
  'map.read',
  'crimes.cells',
  'crimes.exact',
  'imports.read',
  'imports.write',
  'exports.read',
  'categories.write',
  'remarks.hand-over',
  'people.manage',
  'audit.read',
  'installation.run',
] as const
export type Permission = (typeof permissionNames)[number]

/** One row: a role of these parties may do this. */
export interface PermissionRow {
  permission: Permission
  role: StaffRole
  parties: readonly Party[]
}

const both = ['municipality', 'police'] as const
const police = ['police'] as const

/**
 * The one table of who may do what: code, tests and the help page read it. What no row permits is refused. Row security
 * in the database stands behind it, and knows parties and municipalities only.
 */
export const permissions: readonly PermissionRow[] = [
  { permission: 'municipality.enter', role: 'walk-leader', parties: both },
  { permission: 'municipality.enter', role: 'planner', parties: both },
  { permission: 'municipality.enter', role: 'signer', parties: both },
  { permission: 'municipality.enter', role: 'administrator', parties: both },
  { permission: 'map.read', role: 'walk-leader', parties: both },
  { permission: 'map.read', role: 'planner', parties: both },
  { permission: 'map.read', role: 'signer', parties: both },
  { permission: 'crimes.cells', role: 'planner', parties: police },
  { permission: 'crimes.cells', role: 'signer', parties: police },
  { permission: 'crimes.exact', role: 'planner', parties: police },
  { permission: 'imports.read', role: 'planner', parties: both },
  { permission: 'imports.read', role: 'administrator', parties: both },
  { permission: 'imports.write', role: 'planner', parties: both },
  { permission: 'exports.read', role: 'planner', parties: both },
  { permission: 'categories.write', role: 'administrator', parties: both },
  { permission: 'remarks.hand-over', role: 'planner', parties: both },
  { permission: 'people.manage', role: 'administrator', parties: both },
  { permission: 'audit.read', role: 'administrator', parties: both },
  { permission: 'installation.run', role: 'operator', parties: both },
]

export function may({ party, roles }: Pick<Access, 'party' | 'roles'>, permission: Permission): boolean {
  return roles.some((role) =>
    permissions.some((row) => row.permission === permission && row.role === role && row.parties.includes(party)),
  )
}

/** All that someone may do, for pages that show only that. */
export function permissionsOf(access: Pick<Access, 'party' | 'roles'>): Permission[] {
  return permissionNames.filter((permission) => may(access, permission))
}
