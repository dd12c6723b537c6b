/** Number of single-character edits (insert, delete, replace, swap of neighbours) between two names. */
export function editDistance(a: string, b: string): number {
  const x = [...a]
  const y = [...b]
  let older: number[] = []
  let previous = y.map((_, j) => j).concat(y.length)
  for (let i = 1; i <= x.length; i += 1) {
    const current = [i]
    for (let j = 1; j <= y.length; j += 1) {
      const cost = x[i - 1] === y[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 1)
      current.push(best)
    }
    older = previous
    previous = current
  }
  return previous[y.length] ?? 0
}

/**
 * The known name a person most likely meant, or undefined when none is near enough to be a help
 * (more than a third of the letters differ).
 */
export function nearestName(wrong: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor([...wrong].length / 3))
  const given = wrong.toLowerCase()
  const size = [...given].length
  let best: string | undefined
  let bestDistance = limit + 1
  for (const name of known) {
    const other = name.toLowerCase()
    // Each letter more or less is an edit: most names are too long or too short to be worth comparing letter by letter.
    if (Math.abs([...other].length - size) >= bestDistance) continue
    const distance = editDistance(given, other)
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}
