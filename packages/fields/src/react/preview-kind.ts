/** What a browser can show by itself, and how. Everything else is downloaded. */
export function previewKind(type: string): 'image' | 'pdf' | 'text' | undefined {
  // A drawing made of markup could bring a script along; it is only downloaded.
  if (/^image\/(?!svg)/.test(type)) return 'image'
  if (type === 'application/pdf') return 'pdf'
  return /^text\/(plain|csv)$/.test(type) ? 'text' : undefined
}
