/**
 * The imports word their reasons for the command line too: "Ange --map KOLUMN=theme", "theme (tema)". On a page the same
 * is done in the form below them, so what names an option is left out, and a field is called what the form calls it.
 */
export function wordForPage(text: string): string {
  const bare = text.replace(/ \(--[^()]*\)/g, '')
  const named = missing.test(bare) ? bare.replace(/\b[a-z][A-Za-z]* \(([^()]+)\)/g, '$1') : bare
  const sentences = named.split(/(?<=\.)\s+/).map(withoutOptions)
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

const missing = /^(?:ingen kolumn är|no column is) /

/** A sentence up to where it comes to an option; nothing where it begins with one. */
function withoutOptions(sentence: string): string {
  if (!sentence.includes('--')) return sentence
  const parts = sentence.split(/(?<=[;:,])\s+/)
  const kept = parts.slice(
    0,
    parts.findIndex((part) => part.includes('--')),
  )
  return kept.join(' ').replace(/[;:,]$/, '')
}
