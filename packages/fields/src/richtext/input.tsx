import { useT } from '@mortise/ui'
import { type ClipboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { messages } from '../react/messages.ts'
import { ariaOf } from '../react/status.ts'
import type { InputProps } from '../react/types.ts'
import { isBlank, readRich, richFromWords, sanitise } from './sanitise.ts'
import { RichTools } from './tools.tsx'

/** An editor for text with headings, lists and links. What is pasted is cleaned before it is put in. */
export function RichtextInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, disabled = false, onBlur } = props
  const box = useRef<HTMLDivElement>(null)
  const told = useRef<string | undefined>(undefined)
  const html = typeof value === 'string' ? value : ''
  // The browser owns the text while someone writes; only a value from elsewhere is put in.
  useEffect(() => {
    if (box.current !== null && told.current !== html) {
      told.current = html
      box.current.innerHTML = sanitise(html)
    }
  }, [html])
  const tell = (): void => {
    const clean = sanitise(box.current?.innerHTML ?? '')
    const next = isBlank(readRich(clean)) ? '' : clean
    if (next === told.current) return
    told.current = next
    onChange(next === '' ? null : next)
  }
  const paste = (event: ClipboardEvent): void => {
    event.preventDefault()
    const rich = event.clipboardData.getData('text/html')
    const words = event.clipboardData.getData('text/plain')
    document.execCommand('insertHTML', false, rich === '' ? richFromWords(words) : sanitise(rich))
  }
  return (
    <div className={props.invalid === true ? 'm-rich-editor m-rich-invalid' : 'm-rich-editor'}>
      {disabled ? null : <RichTools box={box} onDone={tell} />}
      <div
        {...ariaOf(props)}
        ref={box}
        className="m-rich"
        role="textbox"
        aria-multiline
        aria-label={t('richText')}
        contentEditable={!disabled}
        suppressContentEditableWarning
        onInput={tell}
        onBlur={() => {
          tell()
          onBlur?.()
        }}
        onPaste={paste}
      />
    </div>
  )
}
