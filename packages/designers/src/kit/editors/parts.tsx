import { say, type LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { freshId } from '../keys.ts'
import { ConditionEditor } from './expression.tsx'
import { messages } from './messages.ts'

type Part = {
  readonly id?: string
  readonly label: LocalizedText
  readonly visible?: Json
  readonly nodes: readonly Json[]
}

const visible = { key: 'visible', label: '', type: 'expression', settings: { always: true } } as const

function shownWhen(part: Part, condition: Json): Part {
  const { visible: _, ...others } = part
  return condition === null ? others : { ...others, visible: condition }
}

/** The tabs or steps of a form: names, order, one more. A part with something on it can't be taken away. */
export function PartsEditor(props: InputProps): ReactNode {
  const { value, onChange, ctx } = props
  const t = useT(messages)
  const parts = (Array.isArray(value) ? value : []) as unknown as readonly Part[]
  const set = (next: readonly Part[]): void => onChange(next as unknown as Json)
  const put = (at: number, text: string): void =>
    set(
      parts.map((part, index) =>
        index === at
          ? { ...part, label: typeof part.label === 'string' ? text : { ...part.label, [ctx.locale]: text } }
          : part,
      ),
    )
  const swap = (at: number): void =>
    set([
      ...parts.slice(0, at - 1),
      ...parts.slice(at, at + 1),
      ...parts.slice(at - 1, at),
      ...parts.slice(at + 1),
    ])
  const fresh = t('newPart', { n: parts.length + 1 })
  return (
    <div className="m-editor-rows">
      {parts.map((part, at) => (
        <div key={part.id ?? at} className="d-part-row">
          <div className="m-editor-row">
            <Input
              aria-label={t('partName')}
              value={say(part.label, ctx.locale)}
              onChange={(event) => put(at, event.target.value)}
            />
            <IconButton icon="arrow-up" label={t('moveUp')} disabled={at === 0} onClick={() => swap(at)} />
            <IconButton
              icon="x"
              label={t('remove')}
              disabled={parts.length < 2 || part.nodes.length > 0}
              onClick={() => set(parts.toSpliced(at, 1))}
            />
          </div>
          <ConditionEditor
            {...props}
            id={undefined}
            field={visible}
            value={part.visible ?? null}
            onChange={(next) => set(parts.with(at, shownWhen(part, next)))}
          />
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() => set([...parts, { id: freshId('n'), label: fresh, nodes: [] }])}
      >
        {t('add')}
      </Button>
    </div>
  )
}
