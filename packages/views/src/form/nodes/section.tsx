import { say } from '@mortise/errors'
import { nodeKey } from '@mortise/forms'
import { Icon, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { ErrorCount } from '../error-count.tsx'
import { useFormStore, useOpenPart } from '../form-store.ts'
import { messages } from '../messages.ts'
import { fieldsInside } from '../trail.ts'
import { InnerNodes } from './draw.ts'
import type { NodeProps } from './types.ts'

/** A box of fields that can be folded. */
export function SectionNode({ node, pointer, entity, ctx }: NodeProps<'section'>): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const [part, show] = useOpenPart(store, nodeKey(node, pointer), node.collapsed === true ? 0 : 1)
  const open = part === 1
  const label = say(node.label, ctx.locale)
  return (
    <fieldset className="m-section" data-open={open}>
      {label === '' ? null : (
        <legend>
          <button
            type="button"
            aria-expanded={open}
            title={t(open ? 'fold' : 'unfold')}
            onClick={() => show(open ? 0 : 1)}
          >
            <span>
              {label}
              {open ? null : <ErrorCount fields={fieldsInside(node.nodes)} />}
            </span>
            <Icon name={open ? 'chevron-up' : 'chevron-down'} size={14} />
          </button>
        </legend>
      )}
      {open || label === '' ? (
        <InnerNodes
          nodes={node.nodes}
          pointer={`${pointer}/nodes`}
          entity={entity}
          ctx={ctx}
          {...(node.columns === undefined ? {} : { columns: node.columns })}
        />
      ) : null}
    </fieldset>
  )
}
