import { say } from '@mortise/errors'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { RelatedList } from '../../record/related.tsx'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { useFormStore } from '../form-store.ts'
import { messages } from '../messages.ts'
import type { NodeProps } from './types.ts'

/** The records of another entity that link to this one; there are none before it is stored. */
export function RelatedNode({ node, entity, ctx }: NodeProps<'related_list'>): ReactNode {
  const t = useT(messages)
  const store = useFormStore()
  const { model } = useWorkspace()
  const target = model.entity(node.entity)
  const relation = entity.relations.find((one) => one.target === node.entity && one.via === node.field)
  const id = store.state.around.previous?.['id']
  if (target === undefined || relation === undefined) return null
  const label = say(node.label ?? target.document.plural ?? target.document.label, ctx.locale)
  return (
    <section className="m-section m-related-node" aria-label={label}>
      <h4 className="m-divider">{label}</h4>
      {typeof id === 'string' ? (
        <RelatedList relation={relation} target={target} id={id} columns={node.columns} />
      ) : (
        <p className="m-faint">{t('afterSaving')}</p>
      )}
    </section>
  )
}
