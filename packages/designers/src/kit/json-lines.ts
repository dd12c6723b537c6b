/** Lines (from 0) on which the values of a JSON text begin, by their JSON pointer. Stops where the text is no JSON. */
export function jsonLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  let [at, line] = [0, 0]
  const skip = (): void => {
    for (; at < text.length && /[\s,:]/.test(text[at] ?? ''); at++) if (text[at] === '\n') line++
  }
  const word = (): string => {
    const start = at
    if (text[at] === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++
      at++
    } else while (at < text.length && !/[\s,:[\]{}]/.test(text[at] ?? '')) at++
    return text.slice(start, at)
  }
  const value = (pointer: string): void => {
    skip()
    lines.set(pointer, line)
    const open = text[at]
    if (open !== '{' && open !== '[') return void word()
    at++
    for (let index = 0; at < text.length; index++) {
      skip()
      if (text[at] === '}' || text[at] === ']') return void at++
      if (at >= text.length) return
      const before = at
      let name = String(index)
      if (open === '{') {
        const keyLine = line
        name = nameOf(word())
        const inner = `${pointer}/${name}`
        value(inner)
        // A property is marked where its name stands.
        lines.set(inner, keyLine)
      } else value(`${pointer}/${name}`)
      if (at === before) return
    }
  }
  value('')
  return lines
}

function nameOf(quoted: string): string {
  try {
    return String(JSON.parse(quoted)).replaceAll('~', '~0').replaceAll('/', '~1')
  } catch {
    return quoted
  }
}

/** The line of a place, or of the nearest around it that stands in the text. */
export function lineAt(lines: ReadonlyMap<string, number>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = lines.get(at)
    if (found !== undefined) return found
  }
  return 0
}

/** The line at which JSON.parse gave up, from its message; undefined where it says none. */
export function faultLine(text: string, message: string): number | undefined {
  const named = /line (\d+)/.exec(message)?.[1]
  if (named !== undefined) return Number(named) - 1
  const position = /position (\d+)/.exec(message)?.[1]
  return position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length - 1
}
