import { m } from '#lib/languages/compiled/messages.js'
import type { StaffRole } from './access.ts'

/** A role as it is spoken of within a sentence. */
const roleNames: Record<StaffRole, () => string> = {
  'walk-leader': m.role_walk_leader,
  planner: m.role_planner,
  signer: m.role_signer,
  administrator: m.role_administrator,
  operator: m.role_operator,
}

export function roleName(role: StaffRole): string {
  return roleNames[role]()
}
