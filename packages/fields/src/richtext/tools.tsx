import { Icon, useT } from '@mortise/ui'
import { Input, Popover } from 'antd'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { messages } from '../react/messages.ts'

type Word = 'bold' | 'italic' | 'underline' | 'heading' | 'bullets' | 'numbers' | 'quote' | 'plainText'

const tools: readonly {
  readonly word: Word
  readonly sign: ReactNode
  readonly command: string
  readonly value?: string
}[] = [
  { word: 'bold', sign: <b>B</b>, command: 'bold' },
  { word: 'italic', sign: <i>I</i>, command: 'italic' },
  { word: 'underline', sign: <u>U</u>, command: 'underline' },
  { word: 'heading', sign: 'H', command: 'formatBlock', value: 'h3' },
  { word: 'bullets', sign: <Icon name="list" size={15} />, command: 'insertUnorderedList' },
  { word: 'numbers', sign: '1.', command: 'insertOrderedList' },
  { word: 'quote', sign: '”', command: 'formatBlock', value: 'blockquote' },
  { word: 'plainText', sign: 'T', command: 'removeFormat' },
]

/** The buttons above the editor. They act on the selection, which a press on a button must not move. */
export function RichTools({
  box,
  onDone,
}: {
  readonly box: RefObject<HTMLDivElement | null>
  readonly onDone: () => void
}): ReactNode {
  const t = useT(messages)
  const run = (command: string, value?: string): void => {
    box.current?.focus()
    document.execCommand(command, false, value)
    if (command === 'removeFormat') document.execCommand('formatBlock', false, 'p')
    onDone()
  }
  return (
    <div className="m-rich-tools" role="toolbar" aria-label={t('richText')}>
      {tools.map(({ word, sign, command, value }) => (
        <button
          key={word}
          type="button"
          title={t(word)}
          aria-label={t(word)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => run(command, value)}
        >
          {sign}
        </button>
      ))}
      <LinkTool onLink={(href) => run('createLink', href)} />
    </div>
  )
}

function LinkTool({ onLink }: { readonly onLink: (href: string) => void }): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  const [href, setHref] = useState('')
  const chosen = useRef<Range | undefined>(undefined)
  const change = (next: boolean): void => {
    const selection = document.getSelection()
    if (next && selection !== null && selection.rangeCount > 0) chosen.current = selection.getRangeAt(0)
    setOpen(next)
  }
  const link = (): void => {
    setOpen(false)
    if (href.trim() === '') return
    const selection = document.getSelection()
    if (chosen.current !== undefined && selection !== null) {
      selection.removeAllRanges()
      selection.addRange(chosen.current)
    }
    onLink(/^(?:https?:|mailto:|tel:|\/)/iu.test(href.trim()) ? href.trim() : `https://${href.trim()}`)
    setHref('')
  }
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={change}
      content={
        <Input
          autoFocus
          aria-label={t('linkAddress')}
          placeholder="https://"
          value={href}
          onChange={(event) => setHref(event.target.value)}
          onPressEnter={(event) => {
            event.preventDefault()
            link()
          }}
        />
      }
    >
      <button
        type="button"
        title={t('link')}
        aria-label={t('link')}
        onMouseDown={(event) => event.preventDefault()}
      >
        <Icon name="link" size={15} />
      </button>
    </Popover>
  )
}
