import type { ParamMatcher } from '@sveltejs/kit'

/** The id of something a municipality keeps, as the database writes it. */
export const match: ParamMatcher = (word) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(word)
