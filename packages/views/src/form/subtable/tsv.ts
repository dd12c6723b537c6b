/**
 * Reads cells as spreadsheets put them on the clipboard: tabs between cells, lines between rows, quotes round a cell
 * that holds a tab, a line or quotes itself. The empty line at the end is no row.
 */
export function readTsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const [cell, next] = text[at] === '"' ? quoted(text, at) : plain(text, at)
    row.push(cell)
    const end = text[next]
    at = next + 1
    if (end === '\t') {
      if (at >= text.length) row.push('')
      continue
    }
    if (end === '\r' && text[at] === '\n') at += 1
    rows.push(row)
    row = []
  }
  if (row.length > 0) rows.push(row)
  return rows
}

type Read = readonly [cell: string, next: number]

function plain(text: string, from: number): Read {
  let at = from
  while (at < text.length && text[at] !== '\t' && text[at] !== '\n' && text[at] !== '\r') at += 1
  return [text.slice(from, at), at]
}

// A quote that is never closed, or is followed by more, was part of the text and not of the notation.
function quoted(text: string, from: number): Read {
  let cell = ''
  let at = from + 1
  for (; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at]
    else if (text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else {
      const end = text[at + 1]
      return end === undefined || end === '\t' || end === '\n' || end === '\r'
        ? [cell, at + 1]
        : plain(text, from)
    }
  }
  return plain(text, from)
}

/** Whether a text is more than one cell. */
export function isBlock(text: string): boolean {
  return /[\t\n\r]/u.test(text.replace(/[\r\n]+$/u, ''))
}
