/** A clause of a text: what it is numbered by, and its words with broken lines made whole. */
export type Clause = { readonly number: string; readonly text: string }

const numbered =
  /^(第[零一二三四五六七八九十百千\d]{1,7}[条章节款]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}(?:\.\d{1,3}){0,4}(?=[.、．)\s\u3400-\u9fff])[.、．)]?|(?:article|section|clause)\s+\d{1,3}[.:]?)\s*/i
const cjk = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/

function joined(before: string, line: string): string {
  if (before === '') return line
  return cjk.test(before.at(-1) ?? '') || cjk.test(line[0] ?? '') ? before + line : `${before} ${line}`
}

/** Whether all that a clause has so far is what it is called: 第三条 付款期限. */
function isHeadline({ number, text }: Clause): boolean {
  return (
    /^(?:第|article|section|clause)/i.test(number) && text.length <= 24 && !/[，。；：,;:.\n]$|\n/.test(text)
  )
}

/** Cuts a text into its clauses: at numbers such as 第五条, 5.1 or “Article 5”, and where a line is left blank. */
export function clausesOf(text: string): readonly Clause[] {
  const clauses: { number: string; text: string }[] = []
  let open = false
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replaceAll(/[ \t\u00a0]+/g, ' ').trim()
    const number = numbered.exec(line)?.[0] ?? ''
    if (line === '') open = false
    else if (number !== '' || !open) {
      clauses.push({ number: number.trim(), text: line.slice(number.length) })
      open = true
    } else {
      const last = clauses.at(-1)
      if (last !== undefined) last.text = isHeadline(last) ? `${last.text}\n${line}` : joined(last.text, line)
    }
  }
  return clauses
}
