/**
 * How large a file may be sent in: the largest real ones known (a country's burglaries of four years) are 40 MB packed
 * and 160 MB as CSV. What it unpacks to is bounded where it is read (src/lib/imports/limit.ts).
 */
export const maximumUploadBytes = 200_000_000

/** What a form adds to its files: their names, and the lines that divide them. */
export const formBytes = 1_000_000

/** More files than this in one form are nobody's. */
export const maximumFilesAtOnce = 20

/** One row of the table of bytes. */
export const chunkBytes = 1_000_000

export const maximumFileNameCharacters = 200

/** A file that nobody has done anything with is thrown away after so long. */
export const fileKeptHours = 24

/** Its row, without content, tells for some time what became of it. */
export const rowKeptDays = 30

/** Bytes that have stopped coming: the process that took them is gone. */
export const receivingHours = 1
