import { flowScope } from '@mortise/flows'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { Panel } from '../kit/panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { branchEdges, defers, isDeciding } from './branches.ts'
import { editEdge } from './commands.ts'
import { edgeOf, nodeOf } from './graph.ts'
import { messages } from './messages.ts'
import { branchProperties } from './properties.ts'
import { ownNames, recordNames } from './record-paths.ts'
import type { FlowEditor } from './use-flow-editor.ts'

/** A branch: what it is called and when it is taken. */
export function BranchPanel({ editor, id }: { readonly editor: FlowEditor; readonly id: string }): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const { flow, nodes } = editor
  const edge = edgeOf(flow, id)
  const entity = model.entity(flow.entity)
  if (edge === undefined) return null
  const gate = nodeOf(flow, edge.source)
  const fallback = gate?.['default'] === id
  const deciding = isDeciding(gate, nodes)
  const name = editor.branchNameOf(id)
  const label = t('editBranch', { name })
  return (
    <>
      <h2 className="d-panel-title">{t('branchCard', { name })}</h2>
      <Panel
        name={`branch-${id}`}
        settings={branchProperties}
        values={edge}
        home={flow.entity}
        onChange={(values) =>
          editor.commit(editEdge(flow, id, { name: values['name'] }), label, `branch ${id}`)
        }
      />
      {deciding && !fallback ? (
        <section className="f-panel-part" aria-label={t('condition')}>
          <h3>{t('condition')}</h3>
          <ConditionBuilder
            value={ownNames(edge.condition)}
            entity={flow.entity}
            scope={entity === undefined ? undefined : flowScope(flow, entity.scope)}
            onChange={(next) =>
              editor.commit(
                editEdge(flow, id, { condition: recordNames(next, flow) }),
                label,
                `condition ${id}`,
              )
            }
          />
        </section>
      ) : (
        <p className="m-faint d-panel-note">
          {t(fallback ? 'defaultNote' : defers(gate, nodes) ? 'firstNote' : 'besideNote')}
        </p>
      )}
      <div className="f-panel-foot">
        {deciding && !fallback ? (
          <Button onClick={() => editor.makeDefault(id)}>{t('makeDefault')}</Button>
        ) : null}
        <Button danger onClick={() => editor.removeBranch(id)}>
          {t('removeBranch', { name })}
        </Button>
      </div>
    </>
  )
}

/** The branches of a branching node: their order, and one more. */
export function BranchList({
  editor,
  gate,
}: {
  readonly editor: FlowEditor
  readonly gate: string
}): ReactNode {
  const t = useT(messages)
  const { flow, nodes } = editor
  const node = nodeOf(flow, gate)
  const deciding = isDeciding(node, nodes)
  const edges = branchEdges(flow, gate, nodes)
  return (
    <section className="f-panel-part">
      <h3>{t(deciding ? 'branches' : defers(node, nodes) ? 'branchesFirst' : 'branchesBeside')}</h3>
      <ol className="f-branch-list">
        {edges.map((edge, at) => {
          const fallback = node?.['default'] === edge.id
          return (
            <li key={edge.id}>
              <button type="button" onClick={() => editor.select({ edge: edge.id })}>
                <span className="m-clip">{editor.branchNameOf(edge.id)}</span>
                {deciding ? <small>{fallback ? t('default') : t('priority', { n: at + 1 })}</small> : null}
              </button>
              <IconButton
                icon="arrow-up"
                size={14}
                label={t('left')}
                disabled={at === 0 || fallback}
                onClick={() => editor.shiftBranch(edge.id, -1)}
              />
            </li>
          )
        })}
      </ol>
      <button type="button" className="d-add" onClick={() => editor.addBranch(gate)}>
        <Icon name="plus" size={14} />
        {t('addBranch')}
      </button>
    </section>
  )
}
