import type { Json } from '@mortise/expressions'
import { useT } from '@mortise/ui'
import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import type { TreeOption } from '../../cascade/tree.ts'
import { messages } from '../../react/messages.ts'
import { ariaOf, statusOf } from '../../react/status.ts'
import type { InputProps } from '../../react/types.ts'
import { outlineOf, treeFromOutline } from './outline.ts'

/** The tree as an outline: a line for each option, two blanks more for each level. */
export function OptionTreeInput(props: InputProps): ReactNode {
  const t = useT(messages)
  const { value, onChange, ctx, disabled = false } = props
  const tree = (Array.isArray(value) ? value : []) as unknown as readonly TreeOption[]
  const [draft, setDraft] = useState<string>()
  const keep = (): void => {
    if (draft === undefined) return
    const next = treeFromOutline(draft, tree, ctx.locale)
    setDraft(undefined)
    onChange(next.length === 0 ? null : (next as unknown as Json))
  }
  return (
    <>
      <Input.TextArea
        {...ariaOf(props)}
        {...statusOf(props.invalid)}
        autoSize={{ minRows: 4, maxRows: 16 }}
        disabled={disabled}
        value={draft ?? outlineOf(tree, ctx.locale)}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
      />
      <small className="m-faint">{t('outlineHint')}</small>
    </>
  )
}
