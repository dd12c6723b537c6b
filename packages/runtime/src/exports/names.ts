const separators = /[,，、;；|\n]/u

/** Several names as one cell: joined by commas, or as a JSON list where a name itself would be parted. */
export function joinNames(names: readonly string[]): string {
  const plain = names.every(
    (name) => name !== '' && name === name.trim() && !separators.test(name) && !name.startsWith('['),
  )
  return plain ? names.join(',') : JSON.stringify(names)
}

/** The names of one cell: a JSON list, or names between commas and the like. */
export function splitNames(cell: string): readonly string[] {
  return (listOf(cell) ?? cell.split(separators)).map((name) => name.trim()).filter((name) => name !== '')
}

function listOf(cell: string): readonly string[] | undefined {
  if (!cell.trimStart().startsWith('[')) return undefined
  try {
    const list: unknown = JSON.parse(cell)
    return Array.isArray(list) ? list.map(String) : undefined
  } catch {
    return undefined
  }
}
