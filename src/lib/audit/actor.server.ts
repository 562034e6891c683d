import { AsyncLocalStorage } from 'node:async_hooks'
import { userInfo } from 'node:os'

/** Who does what is being done: a person with an account, or a name of whoever acts without one. */
export interface Actor {
  /** Null for the operating-system user of a command and for work that nobody ordered. */
  personId: string | null
  name: string
}

/** Work that the product does by itself. */
export const nobody: Actor = { personId: null, name: 'jobb' }

const acting = new AsyncLocalStorage<Actor>()

/** Everything that `work` does, however deep and however long, is done by this actor: a request, a job. */
export function actingAs<Result>(actor: Actor, work: () => Result): Result {
  return acting.run({ personId: actor.personId, name: actor.name }, work)
}

/** Whoever acts; at a command line that is the user of the operating system. */
export function currentActor(): Actor {
  return acting.getStore() ?? { personId: null, name: operatingSystemUser() }
}

/** A container's user may be a bare number that no list of users names. */
export function operatingSystemUser(read: () => { username: string } = userInfo): string {
  try {
    return read().username
  } catch {
    return `uid:${process.getuid?.() ?? 'unknown'}`
  }
}
