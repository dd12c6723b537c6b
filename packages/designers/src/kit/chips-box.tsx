import { isBlank, readRich, richFromWords, sanitise } from '@mortise/fields'
import { RichTools } from '@mortise/fields/inputs'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { chipNodes, chipOf, richChipNodes, richWithPlaces, textWithPlaces } from './chips.ts'
import { InsertField } from './editors/insert-field.tsx'
import { PanelSurroundingsProvider } from './panel-context.tsx'
import { useCompanyPlaces, useNameOfPlace } from './template-places.ts'

/**
 * A box to write a text in whose fields are chips. What is written goes out at once; what comes from elsewhere, such as undo, is
 * put in. `rich`: formatted words, with the buttons for that. `single`: one line.
 */
export function ChipsBox({
  value,
  entity,
  label,
  placeholder,
  rich = false,
  single = false,
  focus = false,
  className = '',
  onChange,
  onEnd,
  children,
}: {
  readonly value: string
  readonly entity: string
  readonly label: string
  readonly placeholder?: string
  readonly rich?: boolean
  readonly single?: boolean
  /** Takes the focus, with the caret at the end. */
  readonly focus?: boolean
  readonly className?: string
  readonly onChange: (text: string) => void
  /** Escape, or Ctrl and Enter. */
  readonly onEnd?: () => void
  /** Stands beside the button that puts fields in. */
  readonly children?: ReactNode
}): ReactNode {
  const nameOf = useNameOfPlace(entity)
  const company = useCompanyPlaces(entity)
  const box = useRef<HTMLDivElement>(null)
  const caret = useRef<Range | undefined>(undefined)
  const told = useRef<string | undefined>(undefined)
  useEffect(() => {
    const element = box.current
    if (element === null || told.current === value) return
    told.current = value
    caret.current = undefined
    element.replaceChildren(...(rich ? richChipNodes(value, nameOf) : chipNodes(value, nameOf)))
    // What is written goes out of the box; only another value goes into it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [value])
  useEffect(() => {
    if (!focus || box.current === null) return
    box.current.focus()
    getSelection()?.selectAllChildren(box.current)
    getSelection()?.collapseToEnd()
  }, [focus])
  const tell = (): void => {
    if (box.current === null) return
    const html = rich ? richWithPlaces(box.current) : ''
    const text = rich ? (isBlank(readRich(html)) ? '' : html) : textWithPlaces(box.current)
    const next = single ? text.replaceAll(/\s*\n\s*/g, ' ') : text
    if (next === told.current) return
    told.current = next
    onChange(next)
  }
  const remember = (): void => {
    const selection = getSelection()
    if (selection === null || selection.rangeCount === 0) return
    if (box.current?.contains(selection.anchorNode) === true)
      caret.current = selection.getRangeAt(0).cloneRange()
  }
  const insert = (path: string): void => {
    const made = chipOf(path, nameOf(path))
    const range = caret.current
    if (range === undefined) {
      const last = rich ? box.current?.lastElementChild : null
      ;(last ?? box.current)?.append(made)
    } else {
      range.deleteContents()
      range.insertNode(made)
      range.setStartAfter(made)
      range.collapse(true)
    }
    tell()
  }
  const paste = (event: ClipboardEvent): void => {
    event.preventDefault()
    const [words, html] = [
      event.clipboardData.getData('text/plain'),
      event.clipboardData.getData('text/html'),
    ]
    // Outside of rich text what comes from elsewhere keeps none of its looks.
    if (!rich) document.execCommand('insertText', false, single ? words.replaceAll(/\s+/g, ' ') : words)
    else document.execCommand('insertHTML', false, html === '' ? richFromWords(words) : sanitise(html))
  }
  const keys = (event: KeyboardEvent): void => {
    const ends = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    if (ends && onEnd !== undefined) {
      event.preventDefault()
      event.stopPropagation()
      onEnd()
    } else if (single && event.key === 'Enter') event.preventDefault()
  }
  return (
    <>
      {rich ? <RichTools box={box} onDone={tell} /> : null}
      <div
        ref={box}
        className={`d-chips-box ${className}`}
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        aria-multiline={!single}
        aria-label={label}
        data-placeholder={value === '' ? placeholder : undefined}
        onInput={tell}
        onKeyUp={remember}
        onMouseUp={remember}
        onBlur={remember}
        onKeyDown={keys}
        onPaste={paste}
      />
      <div className="d-chips-bar">
        <PanelSurroundingsProvider value={{ home: entity, scope: undefined, previous: false, values: {} }}>
          <InsertField further={company} onInsert={insert} />
        </PanelSurroundingsProvider>
        {children}
      </div>
    </>
  )
}
