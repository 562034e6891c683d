import type { Access, Party, Reader, SignedIn, StaffRole } from '#lib/accounts/access.ts'
import type { Permission } from '#lib/accounts/permissions.ts'
import type { Municipality } from '#lib/municipalities/municipality.ts'
import type { Problem } from '#lib/platform/problem.ts'

declare global {
  namespace App {
    /** What a failed page shows: the same entry of the problem registry that the API answers with. */
    interface Error {
      message: string
      problem?: Problem
    }

    /** What every page is given by the layouts above it, where there is something. */
    interface PageData {
      /** Who is signed in. */
      account?: { name: string; email: string } | null
      /** What the person may do in the municipality whose page it is. */
      access?: { party: Party; roles: readonly StaffRole[]; permissions: readonly Permission[] }
    }

    interface Locals {
      /** Null for everyone who is not signed in. */
      signedIn: SignedIn | null
      /** Of the municipality that the address names, once its policy has let the person in; null on other addresses. */
      access: Access | null
      /** The same, as what is asked of the data. */
      reader: Reader | null
      /** The one in the address, for whoever is signed in. */
      municipality: Municipality | null
      /** Why the page is not shown: its layout fails with it, so that what may not be known looks like what is not there. */
      refused: Problem | null
    }
  }
}

export {}
