import type { DocumentKind } from '@mortise/schema'
import { Icon, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { faultLine, jsonLines, lineAt } from './json-lines.ts'
import { messages } from './json-messages.ts'

type Fault = { readonly line: number; readonly message: string }
type Read = { readonly json?: object; readonly fault?: Fault }

function read(text: string): Read {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return { json }
    return { fault: { line: 0, message: '{…}' } }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    return { fault: { line: faultLine(text, message) ?? 0, message } }
  }
}

/** What is wrong with a text: that it is no JSON, or what the schema of its kind says of it. */
function useFaults(kind: DocumentKind | undefined, text: string): readonly Fault[] {
  const { api } = useWorkbench()
  const slow = useDeferredValue(text)
  const { json, fault } = useMemo(() => read(slow), [slow])
  const checked = useQuery({
    queryKey: ['design', 'check', kind, slow],
    enabled: kind !== undefined && json !== undefined,
    queryFn: () => api.check(kind ?? 'form', json ?? {}),
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  return useMemo(() => {
    if (fault !== undefined) return [fault]
    const lines = jsonLines(slow)
    return (checked.data ?? []).map(({ path, message }) => ({ line: lineAt(lines, path), message }))
  }, [fault, slow, checked.data])
}

/**
 * A document as its JSON, to read or to change by hand; a change is one step that can be taken back. What is wrong with
 * it is marked at its line while it is written; nothing wrong can be applied.
 */
export function JsonView({
  title,
  kind,
  value,
  onChange,
}: {
  readonly title: string
  /** Whose schema it is checked by. */
  readonly kind?: DocumentKind | undefined
  readonly value: object
  readonly onChange: (value: object) => void
}): ReactNode {
  const t = useT(messages)
  const [draft, setDraft] = useState<string>()
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLDivElement>(null)
  const written = useMemo(() => JSON.stringify(value, null, 2), [value])
  const text = draft ?? written
  const faults = useFaults(kind, text)
  const marked = new Set(faults.map(({ line }) => line))
  const { json } = useMemo(() => read(text), [text])
  const apply = (): void => {
    if (json === undefined) return
    onChange(json)
    setDraft(undefined)
  }
  const show = (line: number): void => {
    const box = area.current
    if (box === null) return
    const start = text.split('\n').slice(0, line).join('\n').length + (line === 0 ? 0 : 1)
    const end = text.indexOf('\n', start)
    box.focus()
    box.setSelectionRange(start, end < 0 ? text.length : end)
    box.scrollTop = (line - 4) * lineHeight
  }
  return (
    <section className="d-json">
      <header>
        <h2>{title}</h2>
        <span className="m-spring" />
        {faults.length > 0 ? <span className="m-error">{t('faults', { n: faults.length })}</span> : null}
        {draft === undefined ? null : (
          <>
            <Button size="small" onClick={() => setDraft(undefined)}>
              {t('cancel')}
            </Button>
            <Button size="small" type="primary" disabled={json === undefined} onClick={apply}>
              {t('apply')}
            </Button>
          </>
        )}
      </header>
      <div className="d-json-box">
        <div className="d-json-gutter" ref={gutter} aria-hidden>
          {text.split('\n').map((_, line) => (
            <span key={line} data-wrong={marked.has(line)}>
              {line + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={area}
          className="m-code"
          aria-label={title}
          aria-invalid={faults.length > 0}
          value={text}
          spellCheck={false}
          wrap="off"
          onChange={(event) => setDraft(event.target.value)}
          onScroll={(event) => {
            if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop
          }}
        />
      </div>
      {faults.length === 0 ? null : (
        <ul className="d-json-faults" aria-label={t('faults', { n: faults.length })}>
          {faults.slice(0, 50).map(({ line, message }, at) => (
            <li key={at}>
              <button type="button" onClick={() => show(line)}>
                <Icon name="triangle-alert" size={14} />
                <span className="m-faint">{t('line', { n: line + 1 })}</span>
                <span>{message}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Pixels of a line, as the style sheet has it. */
const lineHeight = 20
