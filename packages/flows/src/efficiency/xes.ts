import type { LogLine } from './log.ts'
import type { RunFact } from './types.ts'

/** What things are called in the file. */
export type XesNames = {
  readonly flow: string
  readonly run: (id: string) => string
  readonly node: (id: string) => string
  /** Undefined for somebody the reader may not see. */
  readonly person: (id: string) => string | undefined
  /** Further attributes of a run. */
  readonly attributes?: (id: string) => { readonly [key: string]: string }
}

const marks: { readonly [mark: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text inside an attribute; what XML can't hold is left out. */
function safe(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (mark) => marks[mark] ?? '')
    .replace(/[\t\n\r]/g, (mark) => `&#${mark.codePointAt(0) ?? 32};`)
}

const text = (key: string, value: string): string => `<string key="${safe(key)}" value="${safe(value)}"/>`
const date = (key: string, at: number): string => `<date key="${key}" value="${new Date(at).toISOString()}"/>`

const extensions = [
  ['Lifecycle', 'lifecycle', 'lifecycle.xesext'],
  ['Organizational', 'org', 'org.xesext'],
  ['Time', 'time', 'time.xesext'],
  ['Concept', 'concept', 'concept.xesext'],
]

function head(names: XesNames): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">',
    ...extensions.map(
      ([name, prefix, file]) =>
        `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${file}"/>`,
    ),
    `<global scope="trace">${text('concept:name', 'unknown')}</global>`,
    `<global scope="event">${text('concept:name', 'unknown')}${text('lifecycle:transition', 'complete')}${date('time:timestamp', 0)}</global>`,
    '<classifier name="Activity" keys="concept:name"/>',
    '<classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>',
    '<classifier name="Resource" keys="org:resource"/>',
    text('concept:name', names.flow),
    text('lifecycle:model', 'standard'),
    '',
  ].join('\n')
}

function event(line: LogLine, names: XesNames): string {
  const person = line.person === null ? undefined : names.person(line.person)
  return `<event>${text('concept:name', names.node(line.nodeId))}${text('concept:instance', line.instance)}${text(
    'lifecycle:transition',
    line.transition,
  )}${date('time:timestamp', line.at)}${person === undefined ? '' : text('org:resource', person)}${
    line.outcome === null ? '' : text('outcome', line.outcome)
  }</event>\n`
}

/** An event log as XES (IEEE 1849), which tools of process mining read: a trace for each run. */
export function* writeXes(
  log: { readonly runs: readonly RunFact[]; readonly lines: readonly LogLine[] },
  names: XesNames,
): Generator<string> {
  const lines = Map.groupBy(log.lines, ({ runId }) => runId)
  yield head(names)
  for (const run of log.runs) {
    const more = Object.entries({
      status: run.status,
      version: run.version,
      ...names.attributes?.(run.id),
    })
    yield `<trace>${text('concept:name', names.run(run.id))}${date('started', run.startedAt)}${more
      .map(([key, value]) => text(key, value))
      .join('')}\n`
    for (const line of lines.get(run.id) ?? []) yield event(line, names)
    yield '</trace>\n'
  }
  yield '</log>\n'
}
